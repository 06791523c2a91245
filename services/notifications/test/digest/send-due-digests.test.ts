import { randomUUID } from 'node:crypto';
import { log } from '@libs/observability';
import { throttle, faultyProxy, type FaultyProxy, lambdaContext, scheduledEvent } from '@libs/testing';
import { v7 } from 'uuid';
import { digests } from '../../src/data/digests.ts';
import { NotificationEntity } from '../../src/data/entities/notification.ts';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { DEFAULTS } from '../../src/domain/preferences.ts';
import { sendDueDigests } from '../../src/digest/send-due-digests.ts';
import { handler } from '../../src/functions/send-digests.ts';
import { deliveriesOf, ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const DUE = '2026-11-21T08:00:00.000Z';
const NOW = new Date('2026-11-21T08:01:00.000Z');

/** As many people with an unread entry each whose digest is due at a time. */
async function people(count: number, digestDueAt = DUE): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const preferences = { ...DEFAULTS, digest: 'daily' as const };
  await RecipientEntity.put(
    ids.map((userId) => ({
      userId,
      email: `${userId}@example.com`,
      preferences,
      digestShard: userId.slice(-1),
      digestDueAt,
    })),
  ).go();
  await NotificationEntity.put(
    ids.map((userId) => ({
      userId,
      notificationId: v7({ msecs: Date.parse(digestDueAt) - 3_600_000 }),
      kind: 'image-ready',
      category: 'images' as const,
      title: 'Your picture is ready',
      body: '',
      expiresAt: 4_000_000_000,
    })),
  ).go();
  return ids;
}

/** How many mails each of these people has: `{ 1: 30 }` is one each. */
async function mails(ids: readonly string[]): Promise<Record<number, number>> {
  const tally: Record<number, number> = {};
  for (const userId of ids) {
    const { length } = await deliveriesOf(userId);
    tally[length] = (tally[length] ?? 0) + 1;
  }
  return tally;
}

describe('a run', () => {
  it('sends the digests of all shards that are due to the second, and no others', async () => {
    const [due, early, later] = [
      await people(30),
      await people(5, NOW.toISOString()),
      await people(5, '2026-11-21T08:15:00.000Z'),
    ];
    await sendDueDigests({ now: NOW, log });
    await sendDueDigests({ now: NOW, log });
    expect(await mails(due)).toEqual({ 1: 30 });
    expect(await mails(early)).toEqual({ 1: 5 });
    expect(await mails(later)).toEqual({ 0: 5 });
  });

  it('twice at the same time sends one digest each', async () => {
    const ids = await people(20);
    await Promise.all([sendDueDigests({ now: NOW, log }), sendDueDigests({ now: NOW, log })]);
    expect(await mails(ids)).toEqual({ 1: 20 });
  });

  it('after a day without any sends one digest each', async () => {
    const ids = await people(10);
    await sendDueDigests({ now: new Date('2026-11-22T09:00:00.000Z'), log });
    expect(await mails(ids)).toEqual({ 1: 10 });
  });

  it('goes through the pages of a shard', async () => {
    const ids = await people(40);
    const small: typeof digests = {
      ...digests,
      due: async (shard, now, cursor) => {
        const { data, cursor: next } = await RecipientEntity.query
          .digestDue({ digestShard: shard })
          .lte({ digestDueAt: now.toISOString() })
          .go({ limit: 1, ...(cursor === undefined ? {} : { cursor }) });
        const items = data.map(({ userId, digestDueAt = '' }) => ({ userId, dueAt: digestDueAt }));
        return { items, ...(next === null ? {} : { next }) };
      },
    };
    await sendDueDigests({ now: NOW, log }, small);
    expect(await mails(ids)).toEqual({ 1: 40 });
  });

  it('that is out of time leaves the others to the next one', async () => {
    const ids = await people(60);
    let reads = 0;
    const clock = () => (reads++ > 40 ? Number.MAX_SAFE_INTEGER : 0);
    await sendDueDigests({ now: NOW, log }, digests, clock);
    const first = await mails(ids);
    expect(first[0]).toBeGreaterThan(0);
    expect(first[1]).toBeGreaterThan(0);
    await sendDueDigests({ now: NOW, log });
    expect(await mails(ids)).toEqual({ 1: 60 });
  });

  it('that fails for one sends the others theirs, says so, and sends the one its own in the next run', async () => {
    const ids = await people(20);
    const [unlucky = ''] = ids;
    proxy.inject('DynamoDB.TransactWriteItems', throttle(), {
      times: 10,
      when: (input: object) => JSON.stringify(input).includes(unlucky),
    });
    await expect(sendDueDigests({ now: NOW, log })).rejects.toThrow(AggregateError);
    expect(await mails([unlucky])).toEqual({ 0: 1 });
    expect(await mails(ids.slice(1))).toEqual({ 1: 19 });
    proxy.heal();
    await sendDueDigests({ now: NOW, log });
    expect(await mails(ids)).toEqual({ 1: 20 });
  });

  it('that is started late counts from when it runs', async () => {
    const ids = await people(3, new Date(Date.now() - 60_000).toISOString());
    await handler(scheduledEvent({ at: Date.now() - 24 * 3_600_000 }), lambdaContext({ timeout: 60_000 }));
    expect(await mails(ids)).toEqual({ 1: 3 });
  });
});
