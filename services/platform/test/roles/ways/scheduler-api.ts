import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Cloud } from '../cloud.ts';
import { call, newcomer, refused, type Ways } from './way.ts';

type Claims = ReturnType<typeof newcomer>;

const body = {
  when: { cron: '0 9 * * *', timeZone: 'Europe/Berlin' },
  action: { type: 'notify', title: 'Tea', body: '', category: 'schedules' },
};

const create = async (cloud: Cloud, claims: Claims, headers: Record<string, string> = {}) =>
  (await call(cloud, 'scheduler-local-create-schedule', {
    method: 'POST',
    route: '/schedules',
    claims,
    headers,
    body,
  })) as { id: string };

/** Somebody with a schedule. */
async function planned(cloud: Cloud) {
  const claims = newcomer();
  return { claims, params: { id: (await create(cloud, claims)).id } };
}

/** Writes attributes of one item of a person, whether it is there or not. */
async function write(
  cloud: Cloud,
  { sub }: Claims,
  sk: string,
  attributes: Record<string, AttributeValue>,
): Promise<void> {
  const names = Object.keys(attributes);
  await new DynamoDBClient(cloud.aws).send(
    new UpdateItemCommand({
      TableName: 'scheduler-local',
      Key: { pk: { S: `$scheduler#ownerid_${sub}` }, sk: { S: sk } },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        names.map((name) => [`:${name}`, attributes[name] as AttributeValue]),
      ),
    }),
  );
}

const owner = (sub: string): Record<string, AttributeValue> => ({
  __edb_e__: { S: 'owner' },
  __edb_v__: { S: '1' },
  ownerId: { S: sub },
});

/** As if the limit had been reached, by schedules that have finished since: the next one has them counted anew. */
const seemFull = async (cloud: Cloud, claims: Claims): Promise<void> =>
  write(cloud, claims, '$owner_1', { ...owner(claims.sub), schedules: { N: '1000000' }, changes: { N: '1' } });

/** More than twice the limit, which is 200: what comes next drops the first. */
async function finishedBefore(cloud: Cloud, { sub }: Claims): Promise<void> {
  const items = Array.from({ length: 401 }, () => {
    const id = randomUUID();
    return {
      pk: { S: `$scheduler#ownerid_${sub}` },
      sk: { S: `$schedule_1#scheduleid_${id}` },
      __edb_e__: { S: 'schedule' },
      __edb_v__: { S: '1' },
      ownerId: { S: sub },
      scheduleId: { S: id },
      state: { S: 'finished' },
      listKey: { S: '3#' },
      version: { N: '2' },
    };
  });
  const client = new DynamoDBClient(cloud.aws);
  for (let start = 0; start < items.length; start += 25) {
    const some = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { 'scheduler-local': some } }));
  }
}

const close = async (cloud: Cloud, claims: Claims): Promise<void> =>
  write(cloud, claims, '$owner_1', { ...owner(claims.sub), closed: { BOOL: true } });

const route = '/schedules/{id}';

/** A POST to a schedule, with an Idempotency-Key: once as it should be; what is refused is forgotten, so that it may be tried again. */
const posted = (fn: string, path: string): Ways[string] => [
  async (cloud) => {
    const headers = { 'idempotency-key': randomUUID() };
    const request = { method: 'POST', route: `${route}${path}`, ...(await planned(cloud)), headers };
    for (let tried = 1; tried <= 2; tried++) await call(cloud, fn, request);
  },
  async (cloud) => {
    const headers = { 'idempotency-key': randomUUID() };
    const request = {
      method: 'POST',
      route: `${route}${path}`,
      claims: newcomer(),
      params: { id: randomUUID() },
      headers,
    };
    for (let tried = 1; tried <= 2; tried++) await refused(call(cloud, fn, request), 'schedule-not-found');
  },
];

/** Those that are paused, so that there is something to resume. */
const resumed: Ways[string] = [
  async (cloud) => {
    const paused = await planned(cloud);
    await call(cloud, 'scheduler-local-pause-schedule', { method: 'POST', route: `${route}/pause`, ...paused });
    await call(cloud, 'scheduler-local-resume-schedule', { method: 'POST', route: `${route}/resume`, ...paused });
  },
  ...posted('scheduler-local-resume-schedule', '/resume'),
];

export const schedulerApiWays: Ways = {
  'scheduler-local-create-schedule': [
    async (cloud) => {
      await create(cloud, newcomer(), { 'idempotency-key': randomUUID() });
    },
    async (cloud) => {
      const claims = newcomer();
      await seemFull(cloud, claims);
      await create(cloud, claims);
    },
    async (cloud) => {
      const claims = newcomer();
      await close(cloud, claims);
      const headers = { 'idempotency-key': randomUUID() };
      for (let tried = 1; tried <= 2; tried++) await refused(create(cloud, claims, headers), 'account-deleted');
    },
  ],
  'scheduler-local-list-schedules': [
    async (cloud) => {
      const { claims } = await planned(cloud);
      const found = await call(cloud, 'scheduler-local-list-schedules', { method: 'GET', route: '/schedules', claims });
      if ((found as { items: unknown[] }).items.length !== 1) throw new Error('the schedule is not there');
    },
  ],
  'scheduler-local-preview-schedule': [
    async (cloud) => {
      const query = { cron: '0 9 * * *', timeZone: 'Europe/Berlin' };
      const request = { method: 'GET', route: '/schedules/preview', claims: newcomer(), query };
      await call(cloud, 'scheduler-local-preview-schedule', request);
    },
  ],
  'scheduler-local-get-schedule': [
    async (cloud) => {
      await call(cloud, 'scheduler-local-get-schedule', { method: 'GET', route, ...(await planned(cloud)) });
    },
  ],
  'scheduler-local-update-schedule': [
    async (cloud) => {
      const request = { method: 'PATCH', route, ...(await planned(cloud)), body: { misfire: 'skip' } };
      await call(cloud, 'scheduler-local-update-schedule', request);
    },
    async (cloud) => {
      const finished = await planned(cloud);
      await write(cloud, finished.claims, `$schedule_1#scheduleid_${finished.params.id}`, { state: { S: 'finished' } });
      await seemFull(cloud, finished.claims);
      await finishedBefore(cloud, finished.claims);
      const request = { method: 'PATCH', route, ...finished, body: { when: { every: 'PT1H' } } };
      await call(cloud, 'scheduler-local-update-schedule', request);
    },
  ],
  'scheduler-local-pause-schedule': posted('scheduler-local-pause-schedule', '/pause'),
  'scheduler-local-resume-schedule': resumed,
  'scheduler-local-run-schedule': posted('scheduler-local-run-schedule', '/run-now'),
  'scheduler-local-delete-schedule': [
    async (cloud) => {
      await call(cloud, 'scheduler-local-delete-schedule', { method: 'DELETE', route, ...(await planned(cloud)) });
    },
  ],
  'scheduler-local-list-occurrences': [
    async (cloud) => {
      const request = { method: 'GET', route: `${route}/occurrences`, ...(await planned(cloud)) };
      await call(cloud, 'scheduler-local-list-occurrences', request);
    },
  ],
};
