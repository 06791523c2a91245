import { randomInt, randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { scheduledEvent } from '@libs/testing';
import type { Cloud } from '../cloud.ts';
import { consume, type Ways } from './way.ts';

type Item = Readonly<Record<string, AttributeValue>>;

/** Puts an item as ElectroDB stores it; `pk` and `sk` without the prefix and the version that all have. */
async function put(cloud: Cloud, entity: string, pk: string, sk: string, attributes: Item): Promise<void> {
  const Item = {
    ...attributes,
    pk: { S: `$notifications#${pk}` },
    sk: { S: `$${entity}_1${sk}` },
    __edb_e__: { S: entity },
    __edb_v__: { S: '1' },
  };
  await new DynamoDBClient(cloud.aws).send(new PutItemCommand({ TableName: 'notifications-local', Item }));
}

type Channel = 'email' | 'sms' | 'push';

/** A delivery to somebody who can be reached, given back by a worker, so that the stream hands it to nobody; as its queue's message names it. */
async function givenBack(cloud: Cloud, channel: Channel, state: Item = {}) {
  const userId = randomUUID();
  const deliveryId = `${randomUUID()}_${channel}`;
  await put(cloud, 'recipient', `userid_${userId}`, '', {
    userId: { S: userId },
    email: { S: `${userId}@example.com` },
    phone: { S: `+49${randomInt(10 ** 9, 10 ** 10)}` },
    devices: { N: '1' },
  });
  await put(cloud, 'delivery', `userid_${userId}`, `#deliveryid_${deliveryId}`, {
    userId: { S: userId },
    deliveryId: { S: deliveryId },
    channel: { S: channel },
    category: { S: 'account' },
    security: { BOOL: false },
    told: { M: { kind: { S: 'welcome' }, displayName: { S: 'Ada' }, handle: { S: 'ada' } } },
    locale: { S: 'en' },
    timeZone: { S: 'UTC' },
    shard: { S: userId.slice(-1) },
    dueAt: { S: '2026-11-21T10:00:00.000Z' },
    state: { S: 'sending' },
    leaseUntil: { N: '0' },
    expiresAt: { N: String(Math.floor(Date.now() / 1000) + 3600) },
    ...state,
  });
  return { userId, deliveryId, channel };
}

/** A channel whose provider refused something a while ago: what is taken next ends that. */
const refusedBefore = async (cloud: Cloud, channel: Channel) =>
  put(cloud, 'channel', `channel_${channel}`, '', {
    channel: { S: channel },
    refusals: { N: '1' },
    pausedUntil: { N: '0' },
  });

/** A device of somebody, of whose endpoint SNS knows nothing any more. */
async function goneDevice(cloud: Cloud, userId: string): Promise<string> {
  const id = randomUUID();
  const endpointArn = `arn:aws:sns:eu-central-1:000000000000:endpoint/APNS/longhouse-local/${randomUUID()}`;
  const owner = { userId: { S: userId }, deviceId: { S: id }, endpointArn: { S: endpointArn } };
  await put(cloud, 'device', `userid_${userId}`, `#deviceid_${id}`, {
    ...owner,
    platform: { S: 'apns' },
    tokenHash: { S: id },
    seenAt: { S: '2026-11-21T10:00:00.000Z' },
    createdAt: { S: '2026-11-21T10:00:00.000Z' },
  });
  await put(cloud, 'endpoint', `endpointarn_${endpointArn.toLowerCase()}`, '', owner);
  return endpointArn;
}

const mail = { timestamp: '2026-11-21T10:00:00.000Z', messageId: 'm-1' };

export const notificationsDeliveryWays: Ways = {
  'notifications-local-send-mail': [
    async (cloud) => {
      const delivery = await givenBack(cloud, 'email');
      await refusedBefore(cloud, 'email');
      await cloud.forget('notifications-local-send-mail');
      await consume(cloud, 'notifications-local-send-mail', delivery);
    },
    async (cloud) => consume(cloud, 'notifications-local-send-mail', 'poison'),
  ],
  'notifications-local-send-sms': [
    async (cloud) => {
      const delivery = await givenBack(cloud, 'sms');
      await refusedBefore(cloud, 'sms');
      await consume(cloud, 'notifications-local-send-sms', delivery);
    },
    async (cloud) => consume(cloud, 'notifications-local-send-sms', 'poison'),
  ],
  'notifications-local-send-push': [
    async (cloud) => {
      const delivery = await givenBack(cloud, 'push');
      await goneDevice(cloud, delivery.userId);
      await consume(cloud, 'notifications-local-send-push', delivery);
    },
    async (cloud) => consume(cloud, 'notifications-local-send-push', 'poison'),
  ],
  'notifications-local-release-held': [
    async (cloud) => {
      const userId = randomUUID();
      const dueAt = '2026-11-21T10:00:00.000Z';
      // Of a channel that nobody works off here: what becomes of it does not matter.
      await givenBack(cloud, 'email', {
        userId: { S: userId },
        state: { S: 'held' },
        gsi1pk: { S: `$notifications#shard_${userId.slice(-1)}` },
        gsi1sk: { S: `$delivery_1#dueat_${dueAt.toLowerCase()}` },
      });
      await cloud.invoke('notifications-local-release-held', scheduledEvent());
    },
  ],
  'notifications-local-note-mail-events': [
    async (cloud) => {
      const { userId, deliveryId } = await givenBack(cloud, 'email');
      const timestamp = mail.timestamp;
      const bouncedRecipients = [{ emailAddress: `${userId}@example.com` }];
      await consume(cloud, 'notifications-local-note-mail-events', {
        eventType: 'Bounce',
        mail: { ...mail, tags: { userId: [userId], deliveryId: [deliveryId] } },
        bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients, timestamp },
      });
    },
    async (cloud) => consume(cloud, 'notifications-local-note-mail-events', 'poison'),
  ],
  'notifications-local-note-endpoint-events': [
    async (cloud) => {
      const { userId } = await givenBack(cloud, 'push');
      const EndpointArn = await goneDevice(cloud, userId);
      const event = { EventType: 'EndpointDeleted', EndpointArn };
      await consume(cloud, 'notifications-local-note-endpoint-events', event);
    },
    async (cloud) => consume(cloud, 'notifications-local-note-endpoint-events', 'poison'),
  ],
};
