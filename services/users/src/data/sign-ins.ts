import { eraseInBatches, page, transact, TransactionCanceled, type Page, type PageOptions } from '@libs/data';
import { createWriteTransaction, type EntityItem } from 'electrodb';
import { hourOf } from '../domain/hour.ts';
import { SIGN_IN_DAYS, type SignIn } from '../domain/sign-in.ts';
import { signInShard } from '../domain/sign-in-shard.ts';
import { ProfileEntity } from './entities/profile.ts';
import { SignInEntity } from './entities/sign-in.ts';

const KEPT_MILLISECONDS = SIGN_IN_DAYS * 24 * 3600 * 1000;

/** The sign-ins of the last 90 days. */
export const signIns = { record, list, erase };

/**
 * Notes a sign-in of a person who has a profile, with this address when one is given.
 * @returns false when there is no such profile, and nothing was noted
 */
async function record(
  { userId, email }: { userId: string; email?: string | undefined },
  { id: signInId, ...signIn }: SignIn,
): Promise<boolean> {
  const expiresAt = Math.floor((Date.parse(signIn.at) + KEPT_MILLISECONDS) / 1000);
  const found = { hour: hourOf(signIn.at), shard: signInShard(signInId) };
  try {
    await transact(() =>
      createWriteTransaction({ profile: ProfileEntity, signIn: SignInEntity }, (entities) => [
        entities.profile
          .check({ userId })
          .where((attributes, { eq, exists }) =>
            email === undefined ? exists(attributes.userId) : eq(attributes.email, email),
          )
          .commit(),
        entities.signIn.create({ userId, signInId, ...signIn, ...found, expiresAt }).commit(),
      ]).go(),
    );
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceled && error.rejected.includes(0)) return false;
    throw error;
  }
}

/**
 * Latest first. DynamoDB deletes an expired item within days after its time, so what is too old is left out by its key.
 * @param now in epoch milliseconds
 * @throws BadRequest `bad-cursor`
 */
async function list(userId: string, options: PageOptions = {}, now = Date.now()): Promise<Page<SignIn>> {
  const at = new Date(now - KEPT_MILLISECONDS).toISOString();
  const { items, ...next } = await page(SignInEntity.query.one({ userId }).gte({ at }), { ...options, order: 'desc' });
  return { items: items.map(toSignIn), ...next };
}

/**
 * Erases all sign-ins of a person, oldest first; may be repeated and goes on where it ended.
 * @throws Retryable `erasure-goes-on` when there are more than one go may take
 */
async function erase(userId: string, batches?: number): Promise<void> {
  await eraseInBatches(
    () => SignInEntity.query.one({ userId }),
    (items) => SignInEntity.delete(items),
    batches,
  );
}

function toSignIn({ signInId: id, at, clientId, newDevice }: EntityItem<typeof SignInEntity>): SignIn {
  return { id, at, clientId, newDevice };
}
