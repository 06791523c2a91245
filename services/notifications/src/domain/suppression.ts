/** Why an address is not written to: it does not exist, or its owner called a mail of ours spam. */
export const SUPPRESSED_FOR = ['bounce', 'complaint'] as const;
export type SuppressedFor = (typeof SUPPRESSED_FOR)[number];
