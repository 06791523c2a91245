import { CATEGORIES } from './channels.ts';
import type { Preferences } from './preferences.ts';
import type { Ended } from './unsubscribe-link.ts';

/** Whether mails of this come to the person. */
export function isSubscribed({ channels, digest }: Preferences, category: Ended): boolean {
  return category === 'digest' ? digest !== 'off' : channels[category].email;
}

/** When mails were last switched on, epoch milliseconds; nothing of those that never were off. */
export type SubscribedAt = Readonly<Partial<Record<Ended, number>>>;

/** The same times, with `now` for all mails that come after a choice and did not come before it. */
export function subscribedSince(
  times: SubscribedAt,
  before: Preferences,
  after: Preferences,
  now: number,
): SubscribedAt {
  const on = ENDED.filter((mails) => isSubscribed(after, mails) && !isSubscribed(before, mails));
  return { ...times, ...Object.fromEntries(on.map((mails) => [mails, now])) };
}

const ENDED: readonly Ended[] = [...CATEGORIES, 'digest'];

/** The same preferences without the mails of a category, or without the digest. */
export function withoutMails(preferences: Preferences, category: Ended): Preferences {
  if (category === 'digest') return { ...preferences, digest: 'off' };
  const { channels } = preferences;
  return { ...preferences, channels: { ...channels, [category]: { ...channels[category], email: false } } };
}
