import { randomUUID } from 'node:crypto';
import { FAST } from '@libs/data';
import type { EntityItem } from 'electrodb';
import { type DeliveryState, REFUSED } from '../domain/delivery.ts';
import { dueShardOf } from '../domain/due-shard.ts';
import { DeliveryEntity } from './entities/delivery.ts';

/** Which delivery. */
export interface DeliveryKey {
  readonly userId: string;
  readonly deliveryId: string;
}

/** A delivery as it is stored. */
export type StoredDelivery = EntityItem<typeof DeliveryEntity>;

/** A delivery that this worker alone may send, until its lease is over; `claimId` tells its claim from all others. */
export type ClaimedDelivery = StoredDelivery & { readonly claimId: string; readonly leaseUntil: number };

/**
 * What came of a claim. `done`: there is nothing to do, or nobody any more to do it for. `in-progress`: another worker's lease holds.
 * `lapsed`: a worker's lease is over, it may or may not have sent, and this channel does not send again.
 */
export type Claim =
  | { readonly outcome: 'claimed'; readonly delivery: ClaimedDelivery }
  | { readonly outcome: 'done' | 'in-progress' | 'lapsed' };

/** What a provider says of a delivery. */
export type ProvidersWord = 'sent' | 'delivered' | 'bounced' | 'complained';

const UNSENT: readonly DeliveryState[] = ['pending', 'held', 'sending', 'failed', 'unknown'];

/** What each word may follow: a state is never taken back, in whatever order events come. */
const MAY_FOLLOW: Readonly<Record<ProvidersWord, readonly DeliveryState[]>> = {
  sent: UNSENT,
  delivered: [...UNSENT, 'sent'],
  bounced: [...UNSENT, 'sent', 'delivered'],
  complained: [...UNSENT, 'sent', 'delivered', 'bounced'],
};

/** Items of a query: some 100 kB, of the megabyte that DynamoDB reads at once. */
const PAGE = 100;

/** The states of deliveries. Every change is one conditional write, so that of workers, provider's events and the clock each may come at any time. */
export const deliveries = { claim, giveBack, reach, hold, note, remark, fail, giveUp, due, release };

/**
 * Takes a delivery to send it: one write, no read before. Held ones are left alone, they come again when they are due. When the write's answer is
 * lost, the client writes again and finds its own claim.
 * @param now epoch milliseconds
 * @param leaseMs more than the worker's time-out: when it is over, the worker is dead
 * @param again whether a delivery whose worker died in the middle is sent again
 */
async function claim(key: DeliveryKey, now: number, leaseMs: number, again: boolean): Promise<Claim> {
  const claimId: string = randomUUID();
  const { rejected, data } = await DeliveryEntity.update(key)
    .set({ state: 'sending', claimId, leaseUntil: now + leaseMs })
    .add({ attempts: 1 })
    .remove(['reason'])
    .where(({ state, leaseUntil, reason }, { eq, lte }) =>
      [
        eq(state, 'pending'),
        `(${eq(state, 'sending')} AND ${lte(leaseUntil, again ? now : 0)})`,
        ...Object.values(REFUSED).map((refused) => `(${eq(state, 'failed')} AND ${eq(reason, refused)})`),
      ].join(' OR '),
    )
    .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
  if (!rejected || data?.claimId === claimId) return { outcome: 'claimed', delivery: data as ClaimedDelivery };
  if (data?.state !== 'sending') return { outcome: 'done' };
  return { outcome: (data.leaseUntil ?? 0) > now ? 'in-progress' : 'lapsed' };
}

/** For a claim after which nothing was sent: the next one need not wait for the lease, on any channel. */
async function giveBack(claimed: ClaimedDelivery): Promise<boolean> {
  return settle(claimed, { leaseUntil: 0 });
}

/** Notes devices that have it, before it is tried again for the others. @param devices their ids, those noted before included */
async function reach(claimed: ClaimedDelivery, devices: readonly string[]): Promise<boolean> {
  return settle(claimed, { reached: [...devices] });
}

/** It will not be sent, and why: `no-address`, `suppressed`, `opted-out`. */
async function fail(claimed: ClaimedDelivery, reason: string): Promise<boolean> {
  return settle(claimed, { state: 'failed', reason });
}

/** Puts a claimed delivery off until a time; nothing was sent of it. */
async function hold(claimed: ClaimedDelivery, dueAt: Date): Promise<boolean> {
  const { userId, deliveryId, shard, claimId } = claimed;
  const { rejected } = await DeliveryEntity.update({ userId, deliveryId })
    .set({ state: 'held', dueAt: dueAt.toISOString() })
    .composite({ shard })
    .where((known, { eq }) => `${eq(known.state, 'sending')} AND ${eq(known.claimId, claimId)}`)
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/** @returns false when the claim is another's by now, or the provider's own word came first */
async function settle(
  { userId, deliveryId, claimId }: ClaimedDelivery,
  change: {
    readonly state?: DeliveryState;
    readonly leaseUntil?: number;
    readonly reason?: string;
    reached?: string[];
  },
): Promise<boolean> {
  const { rejected } = await DeliveryEntity.update({ userId, deliveryId })
    .set(change)
    .where((known, { eq }) => `${eq(known.state, 'sending')} AND ${eq(known.claimId, claimId)}`)
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/** A worker died in the middle, and this channel does not send twice. @param now epoch milliseconds */
async function giveUp({ userId, deliveryId }: DeliveryKey, now: number): Promise<boolean> {
  const { rejected } = await DeliveryEntity.update({ userId, deliveryId })
    .set({ state: 'unknown' })
    .where(({ state, leaseUntil }, { eq, lte }) => `${eq(state, 'sending')} AND ${lte(leaseUntil, now)}`)
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/**
 * Notes what the provider did with a delivery, as it answered or as its events tell: twice, late or in any order.
 * @returns false when as much or more is known already, or the delivery is gone with its person
 */
async function note(
  { userId, deliveryId }: DeliveryKey,
  state: ProvidersWord,
  { providerId, reason, at }: { readonly providerId?: string; readonly reason?: string; readonly at: Date },
): Promise<boolean> {
  const { rejected } = await DeliveryEntity.update({ userId, deliveryId })
    // With a time and a shard ElectroDB takes a held one out of the index.
    .set({
      state,
      dueAt: at.toISOString(),
      ...(providerId === undefined ? {} : { providerId }),
      ...(reason === undefined ? {} : { reason }),
      ...(state === 'sent' ? { sentAt: at.toISOString() } : {}),
    })
    .composite({ shard: dueShardOf(userId) })
    .where((known, { eq }) => MAY_FOLLOW[state].map((before) => eq(known.state, before)).join(' OR '))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/** What the provider said of one that it took, and that changes nothing: `Transient/MailboxFull`. For people who ask what became of it. */
async function remark({ userId, deliveryId }: DeliveryKey, reason: string): Promise<boolean> {
  const { rejected } = await DeliveryEntity.update({ userId, deliveryId })
    .set({ reason })
    .where(({ state }, { eq }) => eq(state, 'sent'))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}

/** Held deliveries of a shard whose time has come, the longest due first, page by page. They may be released while this goes on. */
async function* due(shard: string, now: Date): AsyncGenerator<readonly StoredDelivery[]> {
  let cursor: string | null = null;
  do {
    const page: { data: StoredDelivery[]; cursor: string | null } = await DeliveryEntity.query
      .held({ shard })
      .lte({ dueAt: now.toISOString() })
      .go({ ...FAST, limit: PAGE, order: 'asc', cursor });
    yield page.data;
    ({ cursor } = page);
  } while (cursor !== null);
}

/** Sends a held delivery on its way again. @returns false when it is no longer held, or until a later time */
async function release({ userId, deliveryId, shard, dueAt }: StoredDelivery): Promise<boolean> {
  const { rejected } = await DeliveryEntity.update({ userId, deliveryId })
    .set({ state: 'pending', dueAt })
    .composite({ shard })
    .where((known, { eq }) => `${eq(known.state, 'held')} AND ${eq(known.dueAt, dueAt)}`)
    .go({ ...FAST, returnOnConditionCheckFailure: true });
  return !rejected;
}
