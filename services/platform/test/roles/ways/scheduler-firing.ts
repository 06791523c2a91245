import { randomInt, randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { scheduledEvent, streamEvent } from '@libs/testing';
import type { Cloud } from '../cloud.ts';
import { consume, type Ways } from './way.ts';

const MINUTE = 60_000;
const instant = (after: number): string => new Date(Date.now() + after).toISOString();

/** A schedule whose time is so many milliseconds from now, as the stream's functions see it. */
function schedule(after: number) {
  const [ownerId, scheduleId, nextAt] = [randomUUID(), randomUUID(), instant(after)];
  return {
    pk: `$scheduler#ownerid_${ownerId}`,
    sk: `$schedule_1#scheduleid_${scheduleId}`,
    __edb_e__: 'schedule',
    __edb_v__: '1',
    ownerId,
    scheduleId,
    when: { at: nextAt },
    misfire: 'fire-now',
    action: { type: 'notify', title: 'Tea', body: '', category: 'schedules' },
    state: 'active',
    nextAt,
    occurrences: 0,
    version: 1,
    changeId: randomUUID(),
    listKey: `1#${nextAt}`,
    correlationId: 'roles',
  };
}

/**
 * Puts a schedule into the table. It is called paused, so that the stream's function does not send it to `fire`, which would settle it before we do; who
 * has its next time does not ask.
 */
async function stored(cloud: Cloud, after: number, more: Record<string, AttributeValue> = {}) {
  const { when: _when, action: _action, occurrences: _occurrences, version: _version, ...texts } = schedule(after);
  const Item = {
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }])),
    state: { S: 'paused' },
    when: { M: { at: { S: texts.nextAt } } },
    action: { M: { type: { S: 'notify' }, title: { S: 'Tea' }, body: { S: '' }, category: { S: 'schedules' } } },
    occurrences: { N: '0' },
    version: { N: '1' },
    ...more,
  };
  await new DynamoDBClient(cloud.aws).send(new PutItemCommand({ TableName: 'scheduler-local', Item }));
  const { ownerId, scheduleId, nextAt: plannedAt } = texts;
  return { ownerId, scheduleId, version: 1, plannedAt };
}

/** One that was lost on its way, in a shard that was never walked: the first walk begins a quarter of an hour back, and the one that checks another. */
async function lost(cloud: Cloud): Promise<number> {
  const shard = randomInt(100, 1000);
  const wakeAt = instant(-20 * MINUTE);
  const wakeMinute = wakeAt.slice(0, 16);
  await stored(cloud, -20 * MINUTE, {
    wakeAt: { S: wakeAt },
    wakeMinute: { S: wakeMinute },
    shard: { N: String(shard) },
    gsi1pk: { S: `$scheduler#wakeminute_${wakeMinute.toLowerCase()}#shard_${shard}` },
    gsi1sk: { S: wakeAt.toLowerCase() },
  });
  return shard;
}

/** The next state of a schedule, by a write that has settled an occurrence. */
function fired() {
  const before = schedule(0);
  const { nextAt: plannedAt } = before;
  const settled = [{ plannedAt, outcome: 'fired' }];
  const after = {
    ...before,
    version: 2,
    nextAt: instant(MINUTE),
    settledAt: plannedAt,
    // One that no process has seen before.
    shard: randomInt(100, 1000),
    updatedAt: plannedAt,
    settled,
  };
  return streamEvent([{ before, after }]);
}

/** A record that nobody can read. */
function unreadable() {
  const [record] = fired().Records;
  return { Records: [{ ...record, dynamodb: {} }] };
}

export const schedulerFiringWays: Ways = {
  'scheduler-local-tick': [async (cloud) => void (await cloud.invoke('scheduler-local-tick', scheduledEvent()))],
  'scheduler-local-hand-out': [
    async (cloud) => consume(cloud, 'scheduler-local-hand-out', { shard: await lost(cloud) }),
    async (cloud) => consume(cloud, 'scheduler-local-hand-out', 'poison'),
  ],
  'scheduler-local-fire': [
    async (cloud) => consume(cloud, 'scheduler-local-fire', await stored(cloud, -1000)),
    async (cloud) => consume(cloud, 'scheduler-local-fire', await stored(cloud, 60 * MINUTE)),
    async (cloud) => consume(cloud, 'scheduler-local-fire', 'poison'),
  ],
  'scheduler-local-relay': [
    async (cloud) => void (await cloud.invoke('scheduler-local-relay', fired())),
    async (cloud) => void (await cloud.invoke('scheduler-local-relay', unreadable())),
  ],
  'scheduler-local-follow-up': [
    async (cloud) => void (await cloud.invoke('scheduler-local-follow-up', fired())),
    async (cloud) => void (await cloud.invoke('scheduler-local-follow-up', unreadable())),
  ],
};
