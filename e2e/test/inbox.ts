import { DynamoDBClient, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { busEvent, poll, type TestCloud } from '@libs/testing';
import { ScheduleFired } from '@services/scheduler/contract';
import { randomUUID } from 'node:crypto';
import { notifications } from './http.ts';

/** An entry of somebody's inbox. */
export interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly category: string;
  readonly title: string;
  readonly readAt: string | null;
}

/** An item of the service's table. */
export type Item = Readonly<Record<string, unknown>>;

/** Their inbox, newest first; `query` as the route takes it, `unread=true`. */
export async function inboxOf(cloud: TestCloud, token: string, query = ''): Promise<readonly Entry[]> {
  const { status, body } = await notifications(cloud, `/notifications?${query}`, { token });
  if (status !== 200) throw new Error(`GET /notifications: ${status} ${JSON.stringify(body)}`);
  return (body as { items: Entry[] }).items;
}

/** Waits for an entry of this kind, and with this in its title where it is given. */
export const entryOf = async (cloud: TestCloud, token: string, kind: string, title = ''): Promise<Entry> =>
  poll(`${kind} in the inbox`, async () =>
    (await inboxOf(cloud, token)).find((entry) => entry.kind === kind && entry.title.includes(title)),
  );

/** A reminder that fell due: what one person is told, in a category of choice. */
export const reminder = (
  ownerId: string,
  title: string,
  category: 'account' | 'images' | 'schedules' | 'product' = 'schedules',
) => {
  const now = new Date().toISOString();
  const action = { type: 'notify', title, body: 'It is time.', category } as const;
  const ids = { scheduleId: randomUUID(), occurrenceId: randomUUID() };
  return busEvent(ScheduleFired, { ...ids, ownerId, plannedAt: now, firedAt: now, action });
};

/** Changes some of the caller's preferences, by the routes. */
export async function prefer(cloud: TestCloud, token: string, changes: object): Promise<void> {
  const path = '/notifications/preferences';
  const { version, ...now } = (
    await poll('preferences', async () => {
      const answer = await notifications(cloud, path, { token });
      return answer.status === 200 && answer;
    })
  ).body as Record<string, unknown>;
  const answer = await notifications(cloud, path, { method: 'PUT', token, body: { ...now, ...changes } });
  if (answer.status !== 200) throw new Error(`PUT ${path} at ${String(version)}: ${JSON.stringify(answer.body)}`);
}

/** The delivery of an event over a channel, as the table has it once it is in this state. */
export const delivered = async (
  cloud: TestCloud,
  userId: string,
  event: { readonly detail: { readonly metadata: { readonly id: string } } },
  channel: string,
  state: string,
): Promise<Item> =>
  poll(`${channel} that is ${state}`, async () => {
    const deliveries = (await itemsOf(cloud, userId)).filter((item) => item['__edb_e__'] === 'delivery');
    const found = deliveries.find(({ deliveryId }) => deliveryId === `${event.detail.metadata.id}_${channel}`);
    if (found?.['state'] === state) return found;
    throw new Error(`It is ${JSON.stringify(found)} of ${deliveries.length}`);
  });

/** What became of an event, by channel, as planning noted it. */
export const outcomeOf = async (
  cloud: TestCloud,
  userId: string,
  event: { readonly detail: { readonly metadata: { readonly id: string } } },
): Promise<Item> =>
  poll('plan', async () => {
    const items = await itemsOf(cloud, userId);
    const handled = items.find(
      (item) => item['__edb_e__'] === 'handled' && item['eventId'] === event.detail.metadata.id,
    );
    return handled?.['outcome'] as Item | undefined;
  });

/** Everything in the partition of a person. */
export async function itemsOf(cloud: TestCloud, userId: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: new DynamoDBClient(cloud.aws) },
    {
      TableName: `notifications-${cloud.stage}`,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `$notifications#userid_${userId}` } },
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items.map((item) => unmarshall(item)));
  return items;
}

/** Every item of the table in which one of these texts is, wherever. */
export async function itemsWith(cloud: TestCloud, ...texts: readonly string[]): Promise<readonly Item[]> {
  const items: Item[] = [];
  const TableName = `notifications-${cloud.stage}`;
  const pages = paginateScan({ client: new DynamoDBClient(cloud.aws) }, { TableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    items.push(
      ...Items.map((item) => unmarshall(item)).filter((item) =>
        texts.some((text) => JSON.stringify(item).includes(text)),
      ),
    );
  }
  return items;
}
