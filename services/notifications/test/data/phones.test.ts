import { randomInt, randomUUID } from 'node:crypto';
import { VerificationEntity } from '../../src/data/entities/verification.ts';
import { personItems } from '../../src/data/person-items.ts';
import { phones } from '../../src/data/phones.ts';
import { recipients } from '../../src/data/recipients.ts';
import { knownPerson, ownTable } from '../store.ts';

ownTable();

const now = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;

/** A number that no other test has. */
const aNumber = () => `+49${randomInt(10 ** 9, 10 ** 10)}`;
const phoneOf = async (userId: string) => (await recipients.find(userId))?.phone;
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');

async function asked(number = aNumber(), at = now) {
  const { userId } = await knownPerson();
  const { code } = await phones.ask(userId, number, at);
  return { userId, number, code };
}

describe('a code', () => {
  it('makes the number the one of the person who enters it', async () => {
    const { userId, number, code } = await asked();
    expect(await phones.get(userId, now)).toEqual({
      number: null,
      pending: { number, expiresAt: '2026-11-21T12:10:00.000Z' },
    });
    expect(await phones.verify(userId, code, now)).toEqual({ number });
    expect(await phones.get(userId, now)).toEqual({ number, pending: null });
  });

  it('works before the profile has arrived', async () => {
    const userId = randomUUID();
    const { code, number } = await phones.ask(userId, aNumber(), now);
    await phones.verify(userId, code, now);
    expect(await phoneOf(userId)).toBe(number);
  });

  it('comes in the language of the person', async () => {
    const { userId } = await knownPerson({ locale: 'ar-EG' });
    expect(await phones.ask(userId, aNumber(), now)).toMatchObject({ locale: 'ar-EG' });
  });

  it('is stored in no way in which it can be read', async () => {
    const { userId, code } = await asked();
    const { data } = await VerificationEntity.get({ userId }).go();
    expect(JSON.stringify({ ...data, userId: '', number: '' })).not.toContain(code);
  });

  it('does not work a second time', async () => {
    const { userId, code } = await asked();
    await phones.verify(userId, code, now);
    await phones.remove(userId);
    await expect(phones.verify(userId, code, now)).rejects.toMatchObject({ status: 409, type: 'no-code' });
    expect(await phoneOf(userId)).toBeUndefined();
  });

  it('works once of five times at once', async () => {
    const { userId, code } = await asked();
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, async () => phones.verify(userId, code, now)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is worth nothing to another person', async () => {
    const { code } = await asked();
    const other = await asked();
    await expect(phones.verify(other.userId, code === other.code ? otherThan(code) : code, now)).rejects.toMatchObject({
      type: 'wrong-code',
    });
    await expect(phones.verify((await knownPerson()).userId, code, now)).rejects.toMatchObject({ type: 'no-code' });
  });

  it('works up to ten minutes later, and no longer, though it is still in the table', async () => {
    const [early, late] = [await asked(), await asked()];
    expect(await phones.verify(early.userId, early.code, now + 10 * MINUTE - 1)).toEqual({ number: early.number });
    await expect(phones.verify(late.userId, late.code, now + 10 * MINUTE)).rejects.toMatchObject({ type: 'no-code' });
    expect(await phones.get(late.userId, now + 10 * MINUTE)).toEqual({ number: null, pending: null });
    expect(await phoneOf(late.userId)).toBeUndefined();
  });

  it('is dead once another was sent, to the same number or to another', async () => {
    const { userId, code: first } = await asked();
    const { code: second, number } = await phones.ask(userId, aNumber(), now + MINUTE);
    await expect(
      phones.verify(userId, first === second ? otherThan(second) : first, now + MINUTE),
    ).rejects.toMatchObject({ type: 'wrong-code' });
    expect(await phones.verify(userId, second, now + MINUTE)).toEqual({ number });
  });
});

describe('guessing', () => {
  it('ends after five tries, even with the right code', async () => {
    const { userId, code } = await asked();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      await expect(phones.verify(userId, otherThan(code), now)).rejects.toMatchObject({
        status: 422,
        type: 'wrong-code',
        details: { triesLeft },
      });
    }
    await expect(phones.verify(userId, code, now)).rejects.toMatchObject({ status: 409, type: 'too-many-tries' });
    expect(await phones.get(userId, now)).toEqual({ number: null, pending: null });
  });

  it('has five tries when ten are made at once', async () => {
    const { userId, code } = await asked();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, async () => phones.verify(userId, otherThan(code), now)),
    );
    const types = outcomes.map((outcome) => (outcome as { reason: { type: string } }).reason.type);
    expect(types.filter((type) => type === 'wrong-code')).toHaveLength(5);
    expect(types.filter((type) => type === 'too-many-tries')).toHaveLength(5);
  });

  it('begins anew with the next code', async () => {
    const { userId, number, code } = await asked();
    await Promise.allSettled(Array.from({ length: 6 }, async () => phones.verify(userId, otherThan(code), now)));
    const next = await phones.ask(userId, number, now + MINUTE);
    expect(await phones.verify(userId, next.code, now + MINUTE)).toEqual({ number });
  });
});

describe('asking for codes', () => {
  it('is for one a minute', async () => {
    const { userId, number, code } = await asked();
    await expect(phones.ask(userId, aNumber(), now + MINUTE - 1)).rejects.toMatchObject({
      status: 429,
      type: 'code-too-soon',
    });
    expect(await phones.verify(userId, code, now + MINUTE - 1)).toEqual({ number });
  });

  it('gives one of five that are asked for at once', async () => {
    const { userId } = await knownPerson();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, async () => phones.ask(userId, aNumber(), now)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is for five a day, which deleting the number does not bring back', async () => {
    const { userId } = await knownPerson();
    for (let count = 0; count < 5; count++) await phones.ask(userId, aNumber(), now + count * MINUTE);
    await phones.remove(userId);
    await expect(phones.ask(userId, aNumber(), now + 5 * MINUTE)).rejects.toMatchObject({
      status: 429,
      type: 'too-many-codes',
    });
    expect(await phones.ask(userId, aNumber(), now + 24 * 60 * MINUTE)).toMatchObject({ locale: 'en' });
  });

  it('wakes nobody more than five times a day of UTC, by however many people', async () => {
    const number = aNumber();
    for (let count = 0; count < 5; count++) await asked(number);
    const { userId } = await knownPerson();
    await expect(phones.ask(userId, number, now)).rejects.toMatchObject({
      status: 429,
      type: 'too-many-codes',
      retryAfter: 12 * 3600,
    });
    expect(await phones.get(userId, now)).toEqual({ number: null, pending: null });
    expect(await phones.ask(userId, number, now + 12 * 60 * MINUTE)).toMatchObject({ number });
  });
});

describe('the number', () => {
  it('stays until the code of the next one is entered', async () => {
    const { userId, number, code } = await asked();
    await phones.verify(userId, code, now);
    const next = await phones.ask(userId, aNumber(), now + MINUTE);
    expect(await phones.get(userId, now + MINUTE)).toMatchObject({ number, pending: { number: next.number } });
    await phones.verify(userId, next.code, now + MINUTE);
    expect(await phoneOf(userId)).toBe(next.number);
  });

  it('is forgotten, and so is the one that waits for its code', async () => {
    const { userId, code } = await asked();
    await phones.verify(userId, code, now);
    const next = await phones.ask(userId, aNumber(), now + MINUTE);
    await phones.remove(userId);
    await phones.remove(userId);
    expect(await phones.get(userId, now + MINUTE)).toEqual({ number: null, pending: null });
    await expect(phones.verify(userId, next.code, now + MINUTE)).rejects.toMatchObject({ type: 'no-code' });
  });

  it('does not come back by a code that is entered while it is forgotten', async () => {
    for (let round = 0; round < 5; round++) {
      const { userId, code } = await asked();
      await Promise.allSettled([phones.verify(userId, code, now), phones.remove(userId)]);
      await phones.remove(userId);
      expect(await phones.get(userId, now)).toEqual({ number: null, pending: null });
    }
  });

  it('of nobody is forgotten without a trace', async () => {
    const userId = randomUUID();
    await phones.remove(userId);
    expect(await recipients.find(userId)).toBeUndefined();
  });
});

it('stores nothing for one whose account is closed', async () => {
  const { userId, code } = await asked();
  await personItems.close(userId);
  const gone = { status: 404, type: 'person-not-found' };
  await expect(phones.get(userId, now)).rejects.toMatchObject(gone);
  await expect(phones.ask(userId, aNumber(), now + MINUTE)).rejects.toMatchObject(gone);
  await expect(phones.verify(userId, code, now)).rejects.toMatchObject(gone);
  expect(await phoneOf(userId)).toBeUndefined();
});
