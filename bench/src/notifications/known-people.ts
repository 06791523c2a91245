import { randomUUID } from 'node:crypto';
import { RecipientEntity } from '../../../services/notifications/src/data/entities/recipient.ts';

/** People whose profiles have arrived, without the way by sign-up. */
export async function knownPeople(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (let start = 0; start < count; start += 500) {
    await RecipientEntity.put(
      ids.slice(start, start + 500).map((userId) => ({
        userId,
        email: `${userId}@example.com`,
        emailVersion: 1,
        displayName: 'Ada',
        displayNameVersion: 1,
        handle: 'ada',
        handleVersion: 1,
        profileLocale: 'en',
        profileLocaleVersion: 1,
      })),
    ).go({ concurrent: 4 });
  }
  return ids;
}
