import { randomUUID } from 'node:crypto';
import { Conflict } from '@libs/contracts/errors';
import { ATTEMPTS, FAST, othersAreFaster, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import { foldHandle } from '../domain/handle.ts';
import type { NewProfile, Profile, ProfileChange } from '../domain/profile.ts';
import { DeletionEntity } from './entities/deletion.ts';
import { HandleEntity } from './entities/handle.ts';
import { ProfileEntity } from './entities/profile.ts';
import { notFound, staleVersion } from './failures.ts';
import { toProfile } from './to-profile.ts';
import { tombstoneExpiry } from './tombstone-expiry.ts';

const entities = { profile: ProfileEntity, handle: HandleEntity, deletion: DeletionEntity };

/** The profiles: one for each confirmed person, each with a handle that nobody else has. */
export const profiles = { get, register, update, setEmail, remove };

/** @throws NotFound `profile-not-found` */
async function get(id: string): Promise<Profile> {
  const profile = await find(id);
  if (!profile) throw notFound();
  return profile;
}

/**
 * Stores a new person under the first of the handles that is free. Nothing is stored for one who is there already, or was deleted.
 * @throws Conflict `handle-taken` when none of them is free
 */
async function register(candidates: readonly NewProfile[]): Promise<'registered' | 'known' | 'deleted'> {
  for (const { id: userId, handle, ...rest } of candidates) {
    const refused = await refusals(() =>
      createWriteTransaction(entities, ({ profile, handle: handles, deletion }) => [
        profile.create({ userId, handle, ...rest }).commit(),
        deletion
          .check({ userId })
          .where((attributes, { notExists }) => notExists(attributes.userId))
          .commit(),
        handles.create({ handle, userId }).commit(),
      ]).go(),
    );
    if (refused.length === 0) return 'registered';
    if (refused.includes(0)) return 'known';
    if (refused.includes(1)) return 'deleted';
  }
  throw handleTaken();
}

/**
 * Changes a profile, and gives its new state.
 * @param version that the profile must have; any when undefined
 * @throws NotFound `profile-not-found`, PreconditionFailed `stale-version`, Conflict `handle-taken`
 */
async function update(
  id: string,
  { handle, ...fields }: ProfileChange,
  { version }: { version?: number | undefined } = {},
): Promise<Profile> {
  return handle === undefined
    ? updateFields(id, fields, version)
    : updateWithHandle(id, foldHandle(handle), fields, version);
}

/**
 * The SDK sends a write again when it got no answer, and DynamoDB may have done it the first time. The change has an id for that: with it in
 * the item the condition fails, and what is there is our own. (A transaction does so by its token, for twice the units and no new state.)
 */
async function updateFields(
  id: string,
  fields: Omit<ProfileChange, 'handle'>,
  version: number | undefined,
): Promise<Profile> {
  const changeId: string = randomUUID();
  const { rejected, data } = await ProfileEntity.patch({ userId: id })
    .set({ ...fields, changeId })
    .add({ version: 1 })
    .where((attributes, { eq, ne }) =>
      version === undefined ? ne(attributes.changeId, changeId) : eq(attributes.version, version),
    )
    .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
  if (!rejected) return toProfile(data);
  if (!data) throw notFound();
  if (data.changeId !== changeId) throw staleVersion();
  return toProfile(data);
}

/** The new handle is taken and the old one freed in the transaction that changes the profile. */
async function updateWithHandle(
  id: string,
  handle: string,
  fields: Omit<ProfileChange, 'handle'>,
  version: number | undefined,
): Promise<Profile> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await get(id);
    if (version !== undefined && version !== before.version) throw staleVersion();
    if (handle === before.handle) return updateFields(id, fields, version);
    const updatedAt = new Date().toISOString();
    const refused = await refusals(() =>
      createWriteTransaction(entities, ({ profile, handle: handles }) => [
        profile
          .patch({ userId: id })
          .set({ ...fields, handle, updatedAt })
          .add({ version: 1 })
          .where((attributes, { eq }) => eq(attributes.version, before.version))
          .commit(),
        handles.create({ handle, userId: id }).commit(),
        handles.remove({ handle: before.handle }).commit(),
      ]).go(),
    );
    if (refused.length === 0) return { ...before, ...fields, handle, updatedAt, version: before.version + 1 };
    if (!refused.includes(0)) throw handleTaken();
  }
  throw othersAreFaster('this profile');
}

/** Takes over the address that the person has proved to Cognito. Does nothing when it is known, or when there is no profile. */
async function setEmail(id: string, email: string): Promise<void> {
  await ProfileEntity.patch({ userId: id })
    .set({ email })
    .add({ version: 1 })
    .where((attributes, { ne }) => ne(attributes.email, email))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
}

/**
 * Removes the profile, frees the handle and leaves a tombstone, from which UserDeleted follows. One who was deleted stays deleted;
 * one who has a token but no profile is deleted all the same.
 * @param now in epoch milliseconds
 */
async function remove(id: string, now = Date.now()): Promise<void> {
  const expiresAt = tombstoneExpiry(now);
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await find(id);
    const refused = await refusals(() =>
      createWriteTransaction(entities, ({ profile, handle, deletion }) => [
        deletion.create({ userId: id, expiresAt }).commit(),
        ...(before
          ? [
              profile
                .remove({ userId: id })
                .where((attributes, { eq }) => eq(attributes.version, before.version))
                .commit(),
              handle.remove({ handle: before.handle }).commit(),
            ]
          : [
              profile
                .check({ userId: id })
                .where((attributes, { notExists }) => notExists(attributes.userId))
                .commit(),
            ]),
      ]).go(),
    );
    if (refused.length === 0 || refused.includes(0)) return;
  }
  throw othersAreFaster('this profile');
}

async function find(id: string): Promise<Profile | undefined> {
  const { data } = await ProfileEntity.get({ userId: id }).go({ ...FAST, consistent: true });
  return data ? toProfile(data) : undefined;
}

const handleTaken = () =>
  new Conflict('handle-taken', 'This handle is taken', {
    errors: [{ pointer: '/body/handle', code: 'taken', message: 'choose another one' }],
  });
