import { consumer } from '@libs/handler';
import { UserProfileChanged } from '@services/users/contract';
import { avatars } from '../data/avatars.ts';

/** UserProfileChanged: where it tells of the avatar, that is noted, so that others may see it in small. It may come twice and in any order. */
export const handler = consumer(
  UserProfileChanged,
  async ({ data: { userId: ownerId, version: profileVersion, changes }, log }, store = avatars) => {
    if (!changes.avatar) return;
    const imageId = changes.avatar.new ?? undefined;
    log.info('avatar', { noted: await store.note({ ownerId, imageId, profileVersion }) });
  },
);
