import { randomUUID } from 'node:crypto';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { personItems } from '../../src/data/person-items.ts';
import { preferences } from '../../src/data/preferences.ts';
import { recipients } from '../../src/data/recipients.ts';
import { DEFAULTS, type Preferences } from '../../src/domain/preferences.ts';
import { withoutMails } from '../../src/domain/subscribed.ts';
import { knownPerson, ownTable } from '../store.ts';

ownTable();

const berlin: Preferences = { ...DEFAULTS, timeZone: 'Europe/Berlin', quietHours: { start: '22:00', end: '07:00' } };
const now = new Date('2026-11-21T19:00:00Z');
const at = now.getTime();
const later = (minutes: number) => new Date(at + minutes * 60_000);

/** When the person's next digest is due, as those find it who send it. */
async function digestDueOf(userId: string): Promise<string[]> {
  const { data } = await RecipientEntity.query.digestDue({ digestShard: userId.slice(-1) }).go({ pages: 'all' });
  return data.flatMap((one) => (one.userId === userId ? [one.digestDueAt ?? ''] : []));
}

describe('reading', () => {
  it('gives what holds by itself to someone who has chosen nothing', async () => {
    const { userId } = await knownPerson();
    expect(await preferences.get(userId)).toEqual({ ...DEFAULTS, version: 0 });
  });

  it('gives the same to someone of whom nothing is known yet', async () => {
    expect(await preferences.get(randomUUID())).toEqual({ ...DEFAULTS, version: 0 });
  });

  it('knows nobody whose account is closed', async () => {
    const { userId } = await knownPerson();
    await personItems.close(userId);
    await expect(preferences.get(userId)).rejects.toMatchObject({ status: 404, type: 'person-not-found' });
  });
});

describe('replacing', () => {
  it('keeps what was chosen, and counts', async () => {
    const { userId } = await knownPerson();
    expect(await preferences.replace(userId, berlin)).toEqual({ ...berlin, version: 1 });
    expect(await preferences.replace(userId, DEFAULTS)).toEqual({ ...DEFAULTS, version: 2 });
    expect(await preferences.get(userId)).toEqual({ ...DEFAULTS, version: 2 });
  });

  it('works before the profile has arrived, which then joins it', async () => {
    const userId = randomUUID();
    await preferences.replace(userId, berlin);
    await knownPerson({ userId });
    expect(await recipients.find(userId)).toMatchObject({ email: `${userId}@example.com`, preferences: berlin });
  });

  it('brings back nobody whose account is closed', async () => {
    const { userId } = await knownPerson();
    await personItems.close(userId);
    await expect(preferences.replace(userId, berlin)).rejects.toMatchObject({ status: 404, type: 'person-not-found' });
    expect(await recipients.find(userId)).toMatchObject({ closed: true, preferencesVersion: 0 });
  });

  it('refuses a version that is not the present one', async () => {
    const { userId } = await knownPerson();
    await preferences.replace(userId, berlin, { version: 0 });
    await expect(preferences.replace(userId, DEFAULTS, { version: 0 })).rejects.toMatchObject({
      status: 412,
      type: 'stale-version',
    });
    expect(await preferences.get(userId)).toEqual({ ...berlin, version: 1 });
  });

  it('lets one of many win who all know the same version', async () => {
    const { userId } = await knownPerson();
    const zones = ['Europe/Berlin', 'Asia/Tokyo', 'UTC', 'America/New_York'];
    const outcomes = await Promise.allSettled(
      zones.map((timeZone) => preferences.replace(userId, { ...DEFAULTS, timeZone }, { version: 0 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await preferences.get(userId)).toMatchObject({ version: 1 });
  });

  it('lets all of several through who name none, one after the other', async () => {
    const { userId } = await knownPerson();
    await Promise.all(
      ['Europe/Berlin', 'Asia/Tokyo', 'UTC'].map((timeZone) => preferences.replace(userId, { ...DEFAULTS, timeZone })),
    );
    expect(await preferences.get(userId)).toMatchObject({ version: 3 });
  });
});

describe('the digest', () => {
  it('is due at eight of the person', async () => {
    const { userId } = await knownPerson();
    await preferences.replace(userId, { ...berlin, digest: 'daily' }, { now });
    expect(await digestDueOf(userId)).toEqual(['2026-11-22T07:00:00.000Z']);
  });

  it('is due at another time for another zone or period', async () => {
    const { userId } = await knownPerson();
    await preferences.replace(userId, { ...berlin, digest: 'daily' }, { now });
    await preferences.replace(userId, { ...berlin, digest: 'daily', timeZone: 'Asia/Kathmandu' }, { now });
    expect(await digestDueOf(userId)).toEqual(['2026-11-22T02:15:00.000Z']);
    await preferences.replace(userId, { ...berlin, digest: 'weekly' }, { now });
    expect(await digestDueOf(userId)).toEqual(['2026-11-23T07:00:00.000Z']);
  });

  it('stays due while it is late, when something else is chosen', async () => {
    const { userId } = await knownPerson();
    await preferences.replace(userId, { ...berlin, digest: 'daily' }, { now });
    await preferences.replace(userId, { ...berlin, digest: 'daily', quietHours: null }, { now: later(24 * 60) });
    expect(await digestDueOf(userId)).toEqual(['2026-11-22T07:00:00.000Z']);
  });

  it('is due no longer when there is to be none', async () => {
    const { userId } = await knownPerson();
    await preferences.replace(userId, { ...berlin, digest: 'daily' }, { now });
    await preferences.replace(userId, berlin, { now });
    expect(await digestDueOf(userId)).toEqual([]);
  });
});

describe('unsubscribing', () => {
  it('ends the mails of the category, and nothing else', async () => {
    const { userId } = await knownPerson();
    await preferences.replace(userId, berlin, { now });
    expect(await preferences.unsubscribe({ userId, category: 'schedules', at: at + 1 })).toMatchObject({
      state: 'ended',
    });
    const { channels } = berlin;
    expect(await preferences.get(userId)).toEqual({
      ...berlin,
      channels: { ...channels, schedules: { ...channels.schedules, email: false } },
      version: 2,
    });
  });

  it('ends the digest', async () => {
    const { userId } = await knownPerson();
    await preferences.replace(userId, { ...berlin, digest: 'weekly' }, { now });
    expect(await preferences.unsubscribe({ userId, category: 'digest', at: at + 1 })).toMatchObject({ state: 'ended' });
    expect(await preferences.get(userId)).toEqual({ ...berlin, version: 2 });
    expect(await digestDueOf(userId)).toEqual([]);
  });

  it('leaves the digest when it is due, for another category', async () => {
    const { userId } = await knownPerson();
    await preferences.replace(userId, { ...berlin, digest: 'weekly' }, { now });
    await preferences.unsubscribe({ userId, category: 'account', at: at + 1 }, later(1));
    expect(await digestDueOf(userId)).toEqual(['2026-11-23T07:00:00.000Z']);
  });

  it('works for one who has chosen nothing yet', async () => {
    const { userId } = await knownPerson();
    expect(await preferences.unsubscribe({ userId, category: 'account', at })).toMatchObject({ state: 'ended' });
    expect(await preferences.get(userId)).toMatchObject({ channels: { account: { email: false } }, version: 1 });
  });

  it('changes nothing the second time, nor by ten at once', async () => {
    const { userId } = await knownPerson();
    const link = { userId, category: 'account', at } as const;
    const outcomes = await Promise.all(Array.from({ length: 10 }, async () => preferences.unsubscribe(link)));
    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['ended']));
    expect(await preferences.unsubscribe(link)).toMatchObject({ state: 'ended' });
    expect(await preferences.get(userId)).toMatchObject({ version: 1 });
  });

  it('works by an old link, whatever else the person has chosen since', async () => {
    const { userId } = await knownPerson();
    const { channels } = berlin;
    const product = { ...berlin, channels: { ...channels, product: { ...channels.product, email: true } } };
    await preferences.replace(userId, { ...product, digest: 'daily' }, { now });
    await preferences.replace(userId, DEFAULTS, { now: later(1) });
    expect(await preferences.unsubscribe({ userId, category: 'account', at: at - 1 }, later(2))).toMatchObject({
      state: 'ended',
    });
    expect(await preferences.get(userId)).toMatchObject({ channels: { account: { email: false } } });
  });

  it.each(['schedules', 'digest'] as const)(
    'does nothing by a link from before these mails were switched on again: %s',
    async (category) => {
      const { userId } = await knownPerson();
      const all: Preferences = { ...berlin, digest: 'daily' };
      const without = withoutMails(all, category);
      await preferences.replace(userId, all, { now });
      await preferences.replace(userId, without, { now: later(1) });
      await preferences.replace(userId, all, { now: later(2) });
      expect(await preferences.unsubscribe({ userId, category, at: later(2).getTime() })).toMatchObject({
        state: 'newer',
      });
      expect(await preferences.standing({ userId, category, at: at + 1 })).toMatchObject({ state: 'newer' });
      expect(await preferences.get(userId)).toEqual({ ...all, version: 3 });
      expect(await preferences.unsubscribe({ userId, category, at: later(2).getTime() + 1 })).toMatchObject({
        state: 'ended',
      });
    },
  );

  it('does nothing by a link from before they came back, after further choices too', async () => {
    const { userId } = await knownPerson();
    const link = { userId, category: 'account', at } as const;
    await preferences.unsubscribe(link, later(1));
    await preferences.replace(userId, berlin, { now: later(2) });
    await preferences.replace(userId, { ...berlin, timeZone: 'UTC' }, { now: later(3) });
    expect(await preferences.unsubscribe(link)).toMatchObject({ state: 'newer' });
  });

  it('works by the links of several mails, in any order', async () => {
    const { userId } = await knownPerson();
    await preferences.unsubscribe({ userId, category: 'schedules', at: at + 60_000 }, later(2));
    expect(await preferences.unsubscribe({ userId, category: 'account', at }, later(3))).toMatchObject({
      state: 'ended',
    });
    expect(await preferences.get(userId)).toMatchObject({
      channels: { account: { email: false }, schedules: { email: false } },
    });
  });

  it('stores nothing for one who is gone or was never there', async () => {
    const { userId } = await knownPerson();
    await personItems.close(userId);
    expect(await preferences.unsubscribe({ userId, category: 'account', at })).toEqual({ state: 'gone' });
    const nobody = randomUUID();
    expect(await preferences.unsubscribe({ userId: nobody, category: 'account', at })).toEqual({ state: 'gone' });
    expect(await recipients.find(nobody)).toBeUndefined();
  });
});
