import type { Preferences } from './preferences.ts';
import type { Ended } from './unsubscribe-link.ts';

/** Whether mails of this come to the person. */
export function isSubscribed({ channels, digest }: Preferences, category: Ended): boolean {
  return category === 'digest' ? digest !== 'off' : channels[category].email;
}

/** The same preferences without the mails of a category, or without the digest. */
export function withoutMails(preferences: Preferences, category: Ended): Preferences {
  if (category === 'digest') return { ...preferences, digest: 'off' };
  const { channels } = preferences;
  return { ...preferences, channels: { ...channels, [category]: { ...channels[category], email: false } } };
}
