import type { Preferences } from './preferences.ts';

/** Who is told. What the profile says is absent until it is known. */
export interface Recipient {
  readonly userId: string;
  /** Lower-case or not: as the person gave it. */
  readonly email?: string;
  readonly displayName?: string;
  readonly handle?: string;
  /** BCP 47: the person's choice here, else that of the profile, else `en`. */
  readonly locale: string;
  readonly preferences: Preferences;
  /** Counts the changes of the preferences; 0: nothing was chosen yet. */
  readonly preferencesVersion: number;
  /** E.164, verified. */
  readonly phone?: string;
  /** How many take pushes. */
  readonly devices: number;
  /** Everything with this id or a lower one is read. */
  readonly readUpTo?: string;
  /** Since when, RFC 3339. */
  readonly readUpToAt?: string;
  /** The account is gone. */
  readonly closed: boolean;
}
