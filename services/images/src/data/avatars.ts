import { FAST } from '@libs/data';
import { OwnerEntity } from './entities/owner.ts';

/** What the profiles say of people's avatars. */
export interface Avatar {
  readonly ownerId: string;
  /** Undefined: none any more. */
  readonly imageId: string | undefined;
  /** Of the profile that says so. */
  readonly profileVersion: number;
}

/** Which picture is a person's avatar. */
export const avatars = { note, of };

/**
 * Notes what a profile says, unless a newer state of the profile is known, or the account is gone.
 * @returns whether it was noted
 */
async function note({ ownerId, imageId, profileVersion }: Avatar): Promise<boolean> {
  // Not a patch: who has no picture any more is noted as well, so that an older event which comes later finds that it is older.
  const update = OwnerEntity.update({ ownerId });
  const changed =
    imageId === undefined
      ? update.set({ profileVersion }).remove(['avatarId'])
      : update.set({ profileVersion, avatarId: imageId });
  const { rejected } = await changed
    .where(
      (attributes, { notExists, lt }) =>
        `${notExists(attributes.closed)} AND (${notExists(attributes.profileVersion)} OR ${lt(attributes.profileVersion, profileVersion)})`,
    )
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/** Undefined when the person has none, or none that this service has heard of yet. */
async function of(ownerId: string): Promise<string | undefined> {
  const { data } = await OwnerEntity.get({ ownerId }).go(FAST);
  return data?.avatarId;
}
