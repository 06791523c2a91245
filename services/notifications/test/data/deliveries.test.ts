import { cut, type FaultyProxy, faultyProxy, orders } from '@libs/testing';
import { type ClaimedDelivery, type DeliveryKey, deliveries, type StoredDelivery } from '../../src/data/deliveries.ts';
import { planned, stored } from '../deliveries.ts';
import { ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => (proxy = await faultyProxy(endpoint)).endpoint);
afterEach(() => proxy.heal());
afterAll(async () => proxy.stop());

const NOW = Date.UTC(2026, 10, 21, 12);
const LEASE = 60_000;
const AT = new Date(NOW);

const claim = (key: DeliveryKey, now = NOW, again = true) => deliveries.claim(key, now, LEASE, again);

async function claimed(key: DeliveryKey, now = NOW): Promise<ClaimedDelivery> {
  const won = await claim(key, now);
  if (won.outcome !== 'claimed') throw new Error(`not claimed but ${won.outcome}`);
  return won.delivery;
}

describe('a claim', () => {
  it('gives all of a pending delivery, and marks it with a lease', async () => {
    const delivery = await planned();
    expect(await claimed(delivery)).toMatchObject({
      told: delivery.told,
      state: 'sending',
      attempts: 1,
      leaseUntil: NOW + LEASE,
    });
  });

  it('is won by one of ten at once', async () => {
    const delivery = await planned();
    const outcomes = await Promise.all(Array.from({ length: 10 }, async () => (await claim(delivery)).outcome));
    expect(outcomes.toSorted()).toEqual(['claimed', ...Array<string>(9).fill('in-progress')]);
  });

  it('waits for the lease of another, and is won when that is over', async () => {
    const delivery = await planned();
    await claimed(delivery);
    expect((await claim(delivery, NOW + LEASE - 1)).outcome).toBe('in-progress');
    expect((await claimed(delivery, NOW + LEASE)).attempts).toBe(2);
  });

  it.each([true, false])('is known as its own when its answer was lost, sent again: %p', async (again) => {
    const delivery = await planned();
    proxy.inject('DynamoDB.UpdateItem', cut('after'));
    expect(await claim(delivery, NOW, again)).toMatchObject({ outcome: 'claimed', delivery: { attempts: 1 } });
    expect((await claim(delivery, NOW, again)).outcome).toBe('in-progress');
  });

  it('is not won a second time on a channel that does not send again', async () => {
    const delivery = await planned({ channel: 'sms' });
    await claim(delivery, NOW, false);
    expect((await claim(delivery, NOW + LEASE, false)).outcome).toBe('lapsed');
  });

  it.each([true, false])('is won at once after one that was given back, sent again: %p', async (again) => {
    const delivery = await planned();
    await deliveries.giveBack(await claimed(delivery));
    expect((await claim(delivery, NOW, again)).outcome).toBe('claimed');
  });

  it.each(['held', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'unknown'] as const)(
    'of a delivery that is %s finds nothing to do',
    async (state) => {
      const delivery = await planned({ state, dueAt: AT.toISOString() });
      expect((await claim(delivery)).outcome).toBe('done');
    },
  );

  it('of a mail that was refused, and is sent back by people, is won', async () => {
    const delivery = await planned({ state: 'failed', reason: 'mail-refused' });
    const again = await claimed(delivery);
    expect(again.reason).toBeUndefined();
  });

  it('of a delivery that is gone with its person finds nothing to do, and stores nothing', async () => {
    const delivery = { ...(await planned()), deliveryId: 'gone_email' };
    expect((await claim(delivery)).outcome).toBe('done');
    expect(await stored(delivery)).toBeNull();
  });
});

describe('a worker that was too slow', () => {
  it('can neither hold, fail nor give back what another has claimed meanwhile', async () => {
    const delivery = await planned();
    const slow = await claimed(delivery);
    await claimed(delivery, NOW + LEASE);
    const changes = [
      await deliveries.hold(slow, AT),
      await deliveries.fail(slow, 'opted-out'),
      await deliveries.giveBack(slow),
    ];
    expect(changes).toEqual([false, false, false]);
    expect(await stored(delivery)).toMatchObject({ state: 'sending', attempts: 2 });
  });

  it('is not given up while its lease holds', async () => {
    const delivery = await planned({ channel: 'sms' });
    await claimed(delivery);
    expect(await deliveries.giveUp(delivery, NOW + LEASE - 1)).toBe(false);
    expect(await deliveries.giveUp(delivery, NOW + LEASE)).toBe(true);
    expect(await stored(delivery)).toMatchObject({ state: 'unknown' });
  });
});

describe('a held delivery', () => {
  const held = async (dueAt = AT) => {
    const delivery = await planned();
    await deliveries.hold(await claimed(delivery), dueAt);
    return delivery;
  };
  const due = async (shard: string, now = AT) => {
    const found: StoredDelivery[] = [];
    for await (const page of deliveries.due(shard, now)) found.push(...page);
    return found;
  };
  const dueIds = async (shard: string, now = AT) => (await due(shard, now)).map(({ deliveryId }) => deliveryId);

  it('is found when it is due, and not before', async () => {
    const { deliveryId, shard } = await held(new Date(NOW + 1));
    expect(await dueIds(shard)).not.toContain(deliveryId);
    expect(await dueIds(shard, new Date(NOW + 1))).toContain(deliveryId);
  });

  it('is released once, by one of ten at once, and found no more', async () => {
    const delivery = await held();
    const found = (await due(delivery.shard)).find(({ deliveryId }) => deliveryId === delivery.deliveryId);
    if (!found) throw new Error('not found');
    const released = await Promise.all(Array.from({ length: 10 }, () => deliveries.release(found)));
    expect(released.filter(Boolean)).toHaveLength(1);
    expect(await stored(delivery)).toMatchObject({ state: 'pending' });
    expect(await dueIds(delivery.shard)).not.toContain(delivery.deliveryId);
  });

  it('is not released by one who saw it before it was put off further', async () => {
    const delivery = await held();
    const seen = await stored(delivery);
    if (!seen) throw new Error('not stored');
    await deliveries.release(seen);
    await deliveries.hold(await claimed(delivery), new Date(NOW + LEASE));
    expect(await deliveries.release(seen)).toBe(false);
  });

  it('that the provider has taken after all is found no more', async () => {
    const delivery = await held();
    expect(await deliveries.note(delivery, 'sent', { at: AT })).toBe(true);
    expect(await dueIds(delivery.shard)).not.toContain(delivery.deliveryId);
  });
});

describe("the provider's word", () => {
  const WORDS = ['sent', 'delivered', 'bounced', 'complained'] as const;

  it.each(orders([...WORDS]))('comes to the same in the order %s, %s, %s, %s', async (...order) => {
    const delivery = await planned();
    await claimed(delivery);
    for (const state of order) await deliveries.note(delivery, state, { at: AT });
    expect(await stored(delivery)).toMatchObject({ state: 'complained' });
  });

  it('is noted once', async () => {
    const delivery = await planned();
    await claimed(delivery);
    const noted = [1, 2].map(() => deliveries.note(delivery, 'sent', { providerId: 'ses-1', at: AT }));
    expect((await Promise.all(noted)).filter(Boolean)).toHaveLength(1);
    expect(await stored(delivery)).toMatchObject({ providerId: 'ses-1', sentAt: AT.toISOString() });
  });

  it.each(['pending', 'failed', 'unknown'] as const)(
    'that it was sent counts more than that it is %s',
    async (state) => {
      const delivery = await planned({ state });
      expect(await deliveries.note(delivery, 'sent', { at: AT })).toBe(true);
      expect((await claim(delivery)).outcome).toBe('done');
    },
  );

  it('about a delivery that is gone changes nothing', async () => {
    const gone = { ...(await planned()), deliveryId: 'gone_email' };
    expect(await deliveries.note(gone, 'delivered', { at: AT })).toBe(false);
    expect(await stored(gone)).toBeNull();
  });
});
