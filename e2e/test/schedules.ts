import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { TestCloud } from '@libs/testing';
import { scheduler } from './http.ts';
import type { Item } from './inbox.ts';

/** A schedule as the API tells it. */
export interface Schedule {
  readonly id: string;
  readonly state: string;
  readonly nextAt?: string;
  readonly version: number;
}

/** What became of an occurrence, as the API tells it. */
export interface Occurrence {
  readonly plannedAt: string;
  readonly outcome: string;
  readonly driftMs?: number;
}

/** Plans a reminder of the caller's own, so many milliseconds ahead. */
export async function remind(
  cloud: TestCloud,
  token: string,
  title: string,
  { in: ahead, headers = {} }: { readonly in: number; readonly headers?: Readonly<Record<string, string>> },
): Promise<Schedule> {
  const action = { type: 'notify', title, body: 'It is time.', category: 'schedules' };
  const when = { at: new Date(Date.now() + ahead).toISOString() };
  const answer = await scheduler(cloud, '/schedules', { method: 'POST', token, headers, body: { when, action } });
  if (answer.status !== 201) throw new Error(`POST /schedules: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Schedule;
}

/** The history of a schedule, newest first. */
export async function historyOf(cloud: TestCloud, token: string, id: string): Promise<readonly Occurrence[]> {
  const { status, body } = await scheduler(cloud, `/schedules/${id}/occurrences`, { token });
  if (status !== 200) throw new Error(`GET /schedules/${id}/occurrences: ${status} ${JSON.stringify(body)}`);
  return (body as { items: Occurrence[] }).items;
}

/** Everything in the partition of an owner. */
export async function plannedBy(cloud: TestCloud, ownerId: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: new DynamoDBClient(cloud.aws) },
    {
      TableName: `scheduler-${cloud.stage}`,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `$scheduler#ownerid_${ownerId}` } },
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items.map((item) => unmarshall(item)));
  return items;
}
