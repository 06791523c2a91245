import { randomUUID } from 'node:crypto';
import { type AttributeValue, BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { busEvent } from '@libs/testing';
import { ScheduleCancelled, ScheduleRequested } from '@services/scheduler/contract';
import { UserDeleted } from '@services/users/contract';
import type { Cloud } from '../cloud.ts';
import { consume, type Ways } from './way.ts';

type Item = Readonly<Record<string, AttributeValue>>;

const itemOf = (entity: string, ownerId: string, id: string): Item => ({
  pk: { S: `$scheduler#ownerid_${ownerId}` },
  sk: { S: `$${entity}_1#scheduleid_${id}` },
  __edb_e__: { S: entity },
  __edb_v__: { S: '1' },
  ownerId: { S: ownerId },
  scheduleId: { S: id },
});

/** More of a history than one go erases, without the months that it takes. */
async function longHistory(cloud: Cloud, ownerId: string): Promise<void> {
  const items = Array.from({ length: 1025 }, (_, index) => {
    const plannedAt = new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
    const [scheduleId, occurrenceId] = [randomUUID(), randomUUID()];
    const sk = `$occurrence_1#scheduleid_${scheduleId}#plannedat_${plannedAt.toLowerCase()}#occurrenceid_${occurrenceId}`;
    const attributes = { plannedAt: { S: plannedAt }, occurrenceId: { S: occurrenceId } };
    return { ...itemOf('occurrence', ownerId, scheduleId), ...attributes, sk: { S: sk } };
  });
  const client = new DynamoDBClient(cloud.aws);
  for (let done = 0; done < items.length; done += 25) {
    const requests = items.slice(done, done + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { 'scheduler-local': requests } }));
  }
}

export const schedulerRequestsWays: Ways = {
  'scheduler-local-take-requests': [
    async (cloud) => {
      const wish = { key: randomUUID(), version: 1, userId: randomUUID() };
      const plan = { when: { every: 'PT1H' }, action: { type: 'publish', name: 'Chime' } } as const;
      for (const event of [
        busEvent(ScheduleRequested, { ...wish, ...plan }, {}, 'notifications'),
        busEvent(ScheduleRequested, { ...wish, ...plan, version: 2 }, {}, 'notifications'),
        busEvent(ScheduleCancelled, { ...wish, version: 3 }, {}, 'notifications'),
      ])
        await consume(cloud, 'scheduler-local-take-requests', event);
    },
    async (cloud) => consume(cloud, 'scheduler-local-take-requests', 'poison'),
  ],
  'scheduler-local-erase-owner': [
    async (cloud) => {
      const userId = randomUUID();
      await longHistory(cloud, userId);
      await consume(cloud, 'scheduler-local-erase-owner', busEvent(UserDeleted, { userId }));
    },
    async (cloud) => consume(cloud, 'scheduler-local-erase-owner', 'poison'),
  ],
};
