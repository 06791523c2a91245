import type { Category, Channel } from './channels.ts';

/** Wall-clock times of the person's time zone, `HH:MM`; `end` before `start` is over midnight. */
export interface QuietHours {
  readonly start: string;
  readonly end: string;
}

export type Digest = 'off' | 'daily' | 'weekly';

/** What a person has chosen. */
export interface Preferences {
  readonly channels: Readonly<Record<Category, Readonly<Record<Channel, boolean>>>>;
  /** `null`: none. */
  readonly quietHours: QuietHours | null;
  /** IANA, `Europe/Berlin`. */
  readonly timeZone: string;
  /** BCP 47; `null`: that of the profile. */
  readonly locale: string | null;
  readonly digest: Digest;
}

/**
 * What holds for someone who has chosen nothing: everything is in the inbox, mail is for what one waits for or must know, a device or a number
 * that was registered is a choice already, and nobody is written to about the product who has not asked for it.
 */
export const DEFAULTS: Preferences = {
  channels: {
    account: { inbox: true, live: true, email: true, sms: true, push: true },
    images: { inbox: true, live: true, email: false, sms: false, push: true },
    schedules: { inbox: true, live: true, email: true, sms: false, push: true },
    product: { inbox: true, live: true, email: false, sms: false, push: false },
  },
  quietHours: null,
  timeZone: 'UTC',
  locale: null,
  digest: 'off',
};
