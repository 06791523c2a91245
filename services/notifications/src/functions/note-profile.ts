import { consumer } from '@libs/handler';
import { UserProfileChanged } from '@services/users/contract';
import { recipients } from '../data/recipients.ts';

/** UserProfileChanged: notes address, name and language of those who are told something. */
export const handler = consumer(
  UserProfileChanged,
  async ({ data: { userId, version, changes } }, people = recipients) =>
    people.note(
      userId,
      {
        ...(changes.email && { email: changes.email.new }),
        ...(changes.displayName && { displayName: changes.displayName.new }),
        ...(changes.handle && { handle: changes.handle.new }),
        ...(changes.locale && { profileLocale: changes.locale.new }),
      },
      version,
    ),
);
