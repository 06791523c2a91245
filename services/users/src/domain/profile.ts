/** What the service holds of a person. The contract bounds each value. */
export interface Profile {
  readonly id: string;
  readonly email: string;
  /** Folded: lower case. */
  readonly handle: string;
  readonly displayName: string;
  readonly locale: string;
  readonly bio: string;
  /** One of the person's own pictures. */
  readonly avatar?: { readonly imageId: string };
  /** Counts the changes from 1. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A profile that nobody has stored yet. */
export type NewProfile = Pick<Profile, 'id' | 'email' | 'handle' | 'displayName' | 'locale'>;

/** What a person may change of it. */
export type ProfileChange = Partial<Pick<Profile, 'displayName' | 'handle' | 'locale' | 'bio'>>;
