import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { busEvent, scheduledEvent, sqsEvent } from '@libs/testing';
import { UserRegistered } from '@services/users/contract';
import type { SQSEvent } from 'aws-lambda';
import type { Cloud } from '../cloud.ts';
import { call, consume, newcomer, type Ways } from './way.ts';

const route = '/topics/{topic}/subscription';

type Claims = ReturnType<typeof newcomer>;

const subscribe = (cloud: Cloud, claims: Claims, topic: string) =>
  call(cloud, 'notifications-local-put-subscription', { method: 'PUT', route, claims, params: { topic } });

/** Somebody whose profile has arrived. */
async function known(cloud: Cloud): Promise<Claims> {
  const claims = newcomer();
  const { sub: userId, email } = claims;
  const registered = { userId, email, handle: 'ada', displayName: 'Ada', locale: 'en' };
  await consume(cloud, 'notifications-local-notify', busEvent(UserRegistered, registered));
  return claims;
}

/** A message to a topic, as API Gateway puts it into the queue. */
function message(topic: string, body: unknown): SQSEvent {
  const event = sqsEvent(body);
  const given = { caller: 'admin', topic, key: randomUUID() };
  for (const record of event.Records) {
    record.messageAttributes = Object.fromEntries(
      Object.entries(given).map(([name, stringValue]) => [name, { dataType: 'String', stringValue }]),
    );
  }
  return event;
}

async function send(cloud: Cloud, event: SQSEvent): Promise<void> {
  const answer = await cloud.invoke('notifications-local-fan-out', event);
  const { batchItemFailures } = answer as { batchItemFailures: unknown[] };
  if (batchItemFailures.length > 0) throw new Error('fan-out gave a message back');
}

/** Somebody with an entry of two minutes ago in the inbox, whose digest was due a minute ago. */
async function due(cloud: Cloud): Promise<void> {
  const { sub } = await known(cloud);
  const dynamoDB = new DynamoDBClient(cloud.aws);
  const time = (Date.now() - 120_000).toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  await dynamoDB.send(
    new PutItemCommand({
      TableName: 'notifications-local',
      Item: texts({
        __edb_e__: 'notification',
        __edb_v__: '1',
        pk: `$notifications#userid_${sub}`,
        sk: `$notification_1#notificationid_${id}`,
        gsi2pk: `$notifications#userid_${sub}`,
        gsi2sk: `$notification_1#notificationid_${id}`,
        userId: sub,
        notificationId: id,
        kind: 'image-ready',
        category: 'images',
        title: 'Your picture is ready',
        body: '',
      }),
    }),
  );
  const digestDueAt = new Date(Date.now() - 60_000).toISOString();
  await dynamoDB.send(
    new UpdateItemCommand({
      TableName: 'notifications-local',
      Key: texts({ pk: `$notifications#userid_${sub}`, sk: '$recipient_1' }),
      UpdateExpression:
        'SET gsi1pk = :pk, gsi1sk = :sk, digestShard = :shard, digestDueAt = :due, preferences = :chosen',
      ExpressionAttributeValues: {
        ...texts({
          ':pk': `$notifications#digestshard_${sub.slice(-1)}`,
          ':sk': `$recipient_1#digestdueat_${digestDueAt.toLowerCase()}`,
          ':shard': sub.slice(-1),
          ':due': digestDueAt,
        }),
        ':chosen': { M: texts({ timeZone: 'UTC', digest: 'daily' }) },
      },
    }),
  );
}

function texts(values: Record<string, string>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(values).map(([name, S]) => [name, { S }]));
}

export const notificationsTopicsWays: Ways = {
  'notifications-local-put-subscription': [
    async (cloud) => {
      await subscribe(cloud, newcomer(), 'news');
    },
  ],
  'notifications-local-delete-subscription': [
    async (cloud) => {
      const claims = newcomer();
      await subscribe(cloud, claims, 'news');
      const request = { method: 'DELETE', route, claims, params: { topic: 'news' } };
      await call(cloud, 'notifications-local-delete-subscription', request);
    },
  ],
  'notifications-local-list-subscriptions': [
    async (cloud) => {
      const request = { method: 'GET', route: '/topics', claims: newcomer() };
      await call(cloud, 'notifications-local-list-subscriptions', request);
    },
  ],
  'notifications-local-authorize-admin': [
    async (cloud) => {
      const headers = { authorization: 'Bearer none' };
      const requestContext = { requestId: randomUUID() };
      const event = { headers, pathParameters: { topic: 'news' }, requestContext };
      const answer = await cloud.invoke('notifications-local-authorize-admin', event);
      if ((answer as { isAuthorized: boolean }).isAuthorized) throw new Error('nobody was let in');
    },
  ],
  'notifications-local-fan-out': [
    async (cloud) => {
      const topic = `news-${randomUUID()}`;
      await subscribe(cloud, await known(cloud), topic);
      await send(cloud, message(topic, { title: 'Hello', body: 'All of you' }));
    },
    async (cloud) => send(cloud, message('news', 'poison')),
  ],
  'notifications-local-send-digests': [
    async (cloud) => {
      await due(cloud);
      await cloud.invoke('notifications-local-send-digests', scheduledEvent());
    },
  ],
};
