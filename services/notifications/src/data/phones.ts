import { Conflict, NotFound, TooManyRequests, Unprocessable } from '@libs/contracts/errors';
import { FAST, refusals } from '@libs/data';
import { createWriteTransaction, type EntityItem } from 'electrodb';
import type { Phone } from '../contract/phone.ts';
import { CODE_LIFETIME, mayAskForCode, MOST_PER_NUMBER, MOST_TRIES } from '../domain/phone-code-limits.ts';
import { NumberCodesEntity } from './entities/number-codes.ts';
import { RecipientEntity } from './entities/recipient.ts';
import { VerificationEntity } from './entities/verification.ts';
import { hashCode, isCode, newCode, numberKey } from './phone-code.ts';
import { recipients } from './recipients.ts';

const DAY_SECONDS = 24 * 3600;

const entities = { recipient: RecipientEntity, verification: VerificationEntity, numberCodes: NumberCodesEntity };

/** A code that is to be sent. Nobody can find it out any more once it is forgotten here. */
export interface NewCode {
  readonly number: string;
  readonly code: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** BCP 47: of whom it is for. */
  readonly locale: string;
}

/** Numbers of people, which they have shown to be theirs. Times are passed in, in epoch milliseconds. */
export const phones = { get, ask, verify, remove };

/** @throws NotFound `person-not-found` when the account is closed */
async function get(userId: string, now = Date.now()): Promise<Phone> {
  const [recipient, stored] = await Promise.all([recipients.find(userId), verificationOf(userId)]);
  if (recipient?.closed) throw notFound();
  const { number, codeUntil = 0, tries = 0 } = stored ?? {};
  const isPending = number !== undefined && codeUntil > now && tries < MOST_TRIES;
  return {
    number: recipient?.phone ?? null,
    pending: isPending ? { number, expiresAt: new Date(codeUntil).toISOString() } : null,
  };
}

/**
 * Makes a code for a number, in the place of one that was made before; it counts whether or not it arrives.
 * @param number E.164
 * @throws TooManyRequests `code-too-soon`, `too-many-codes`; NotFound `person-not-found`
 */
async function ask(userId: string, number: string, now = Date.now()): Promise<NewCode> {
  const [recipient, before] = await Promise.all([recipients.find(userId), verificationOf(userId)]);
  if (recipient?.closed) throw notFound();
  const askedAt = mayAskForCode(before?.askedAt ?? [], now);
  const code = newCode();
  const hashed = await hashCode(code);
  const codeUntil = now + CODE_LIFETIME;
  const round = before?.round ?? 0;
  const expiresAt = Math.ceil(now / 1000) + DAY_SECONDS;
  const day = new Date(now).toISOString().slice(0, 10);

  const refused = await refusals(() =>
    createWriteTransaction(entities, (write) => [
      write.recipient
        .check({ userId })
        .where((attributes, { notExists }) => notExists(attributes.closed))
        .commit(),
      write.verification
        .upsert({ userId, number, ...hashed, tries: 0, codeUntil, askedAt, round: round + 1, expiresAt })
        .where((attributes, { eq, notExists }) =>
          round === 0 ? notExists(attributes.round) : eq(attributes.round, round),
        )
        .commit(),
      write.numberCodes
        .update({ numberKey: numberKey(number), day })
        .add({ count: 1 })
        .set({ expiresAt: expiresAt + DAY_SECONDS })
        .where(({ count }, { notExists, lt }) => `${notExists(count)} OR ${lt(count, MOST_PER_NUMBER)}`)
        .commit(),
    ]).go(),
  );
  if (refused.length === 0) return { number, code, expiresAt: codeUntil, locale: recipient?.locale ?? 'en' };
  if (refused.includes(0)) throw notFound();
  if (refused.includes(1))
    throw new TooManyRequests('code-too-soon', 'A code is on its way already', { retryAfter: 60 });
  throw new TooManyRequests('too-many-codes', 'This number was sent five codes today', {
    retryAfter: DAY_SECONDS - (Math.floor(now / 1000) % DAY_SECONDS),
  });
}

/**
 * Takes a code for the number that it was sent to, which is the person's from then on. Each try counts before it is looked at, so that many at
 * once are no more than the five that there are.
 * @throws Unprocessable `wrong-code`; Conflict `too-many-tries`, `no-code`; NotFound `person-not-found`
 */
async function verify(userId: string, code: string, now = Date.now()): Promise<{ number: string }> {
  const { rejected, data } = await VerificationEntity.patch({ userId })
    .add({ tries: 1 })
    .where(
      ({ hash, codeUntil, tries }, { exists, gt, lt }) =>
        `${exists(hash)} AND ${gt(codeUntil, now)} AND ${lt(tries, MOST_TRIES)}`,
    )
    .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
  const { number, salt, hash, codeUntil = 0, tries = 0 } = data ?? {};
  if (number === undefined || salt === undefined || hash === undefined || codeUntil <= now) throw noCode();
  if (rejected) throw new Conflict('too-many-tries', 'This code was tried five times: ask for another one');
  if (!(await isCode(code, { salt, hash }))) throw wrongCode(MOST_TRIES - tries);

  const refused = await refusals(() =>
    createWriteTransaction(entities, (write) => [
      write.verification
        .patch({ userId })
        .remove(['number', 'salt', 'hash', 'tries', 'codeUntil'])
        .where((attributes, { eq }) => eq(attributes.hash, hash))
        .commit(),
      write.recipient
        .update({ userId })
        .set({ phone: number })
        .where((attributes, { notExists }) => notExists(attributes.closed))
        .commit(),
    ]).go(),
  );
  if (refused.length === 0) return { number };
  throw refused.includes(1) ? notFound() : noCode();
}

/** Forgets the number and the code that is on its way. That codes were sent is kept: deleting is no way to more of them. */
async function remove(userId: string): Promise<void> {
  // The code first: in the other order one that is entered at this moment would bring the number back.
  await VerificationEntity.patch({ userId })
    .remove(['number', 'salt', 'hash', 'tries', 'codeUntil'])
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  await RecipientEntity.patch({ userId })
    .remove(['phone'])
    .go({ ...FAST, returnOnConditionCheckFailure: true });
}

async function verificationOf(userId: string): Promise<EntityItem<typeof VerificationEntity> | undefined> {
  const { data } = await VerificationEntity.get({ userId }).go({ ...FAST, consistent: true });
  return data ?? undefined;
}

const notFound = () => new NotFound('person-not-found', 'This account is closed');

const noCode = () => new Conflict('no-code', 'No code is to be entered, or it is older than ten minutes: ask for one');

const wrongCode = (left: number) =>
  new Unprocessable('wrong-code', 'This is not the code', {
    errors: [{ pointer: '/body/code', code: 'wrong', message: 'is not the one that was sent last' }],
    details: { triesLeft: left },
  });
