import type { EntityItem } from 'electrodb';
import type { Profile } from '../domain/profile.ts';
import type { ProfileEntity } from './entities/profile.ts';

/** An item of the table as the profile that it is, without what only the table needs. */
export function toProfile(item: EntityItem<typeof ProfileEntity>): Profile {
  const { userId: id, email, handle, displayName, locale, bio, avatarId, version } = item;
  const { createdAt = '', updatedAt = '' } = item;
  const avatar = avatarId === undefined ? {} : { avatar: { imageId: avatarId } };
  return { id, email, handle, displayName, locale, bio, ...avatar, version, createdAt, updatedAt };
}
