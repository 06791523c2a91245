import { NotFound } from '@libs/contracts/errors';
import { ATTEMPTS, FAST, othersAreFaster, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import type { Profile } from '../domain/profile.ts';
import { PictureEntity } from './entities/picture.ts';
import { ProfileEntity } from './entities/profile.ts';
import { notFound, staleVersion } from './failures.ts';
import { profiles } from './profiles.ts';
import { toProfile } from './to-profile.ts';

export interface AvatarOptions {
  /** That the profile must have; any when undefined. */
  readonly version?: number | undefined;
}

/**
 * The avatars of people: each is a picture of theirs that is ready and not deleted. What is so already is no change, and is answered as it is
 * whatever `version` says, since the request appears to have been done: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export const avatars = { set, remove, drop };

/**
 * Makes a picture the avatar, in one transaction with the check that it may be: none that is deleted at the same time stays.
 * @throws NotFound `profile-not-found`, or `picture-not-found` for one that is unknown, another's, not ready or deleted; PreconditionFailed `stale-version`
 */
async function set(userId: string, imageId: string, { version }: AvatarOptions = {}): Promise<Profile> {
  // The same UUID may be written in capitals (RFC 9562, section 4).
  const avatarId = imageId.toLowerCase();
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await profiles.get(userId);
    if (before.avatar?.imageId === avatarId) return before;
    if (version !== undefined && version !== before.version) throw staleVersion();
    const updatedAt = new Date().toISOString();
    const refused = await refusals(() =>
      createWriteTransaction({ profile: ProfileEntity, picture: PictureEntity }, ({ profile, picture }) => [
        profile
          .patch({ userId })
          .set({ avatarId, updatedAt })
          .add({ version: 1 })
          .where((attributes, { eq }) => eq(attributes.version, before.version))
          .commit(),
        picture
          .check({ userId, imageId: avatarId })
          .where(
            (attributes, { exists, notExists }) => `${exists(attributes.imageId)} AND ${notExists(attributes.gone)}`,
          )
          .commit(),
      ]).go(),
    );
    if (refused.length === 0) {
      return { ...before, avatar: { imageId: avatarId }, updatedAt, version: before.version + 1 };
    }
    if (refused.includes(1)) throw pictureNotFound();
  }
  throw othersAreFaster('this profile');
}

/**
 * Takes the avatar off the profile.
 * @throws NotFound `profile-not-found`, PreconditionFailed `stale-version`
 */
async function remove(userId: string, { version }: AvatarOptions = {}): Promise<Profile> {
  const { rejected, data } = await ProfileEntity.patch({ userId })
    .remove(['avatarId'])
    .add({ version: 1 })
    .where(
      (attributes, { exists, eq }) =>
        `${exists(attributes.avatarId)}${version === undefined ? '' : ` AND ${eq(attributes.version, version)}`}`,
    )
    .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
  if (!data) throw notFound();
  if (rejected && data.avatarId !== undefined) throw staleVersion();
  return toProfile(data);
}

/** Takes a picture off the profile if it is the avatar there. */
async function drop(userId: string, imageId: string): Promise<void> {
  await ProfileEntity.patch({ userId })
    .remove(['avatarId'])
    .add({ version: 1 })
    .where((attributes, { eq }) => eq(attributes.avatarId, imageId))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
}

const pictureNotFound = () =>
  new NotFound(
    'picture-not-found',
    'You have no such picture; one that was just uploaded takes a moment until it is ready',
  );
