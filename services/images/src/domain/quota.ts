/** How much a person may have: pictures, and bytes of their originals. */
export interface Quota {
  readonly pictures: number;
  readonly bytes: number;
}

/** What a person has, and may have. */
export interface Usage {
  readonly pictures: { readonly used: number; readonly limit: number };
  readonly bytes: { readonly used: number; readonly limit: number };
}
