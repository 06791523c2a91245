import { randomUUID } from 'node:crypto';
import { testEngine, testTable } from '@libs/testing';
import { BudgetEntity } from '../src/data/entities/budget.ts';
import { ChannelEntity } from '../src/data/entities/channel.ts';
import { ConnectionEntity } from '../src/data/entities/connection.ts';
import { DeliveryEntity } from '../src/data/entities/delivery.ts';
import { DeviceEntity } from '../src/data/entities/device.ts';
import { EndpointEntity } from '../src/data/entities/endpoint.ts';
import { FanOutEntity } from '../src/data/entities/fan-out.ts';
import { HandledEntity } from '../src/data/entities/handled.ts';
import { NotificationEntity } from '../src/data/entities/notification.ts';
import { NumberCodesEntity } from '../src/data/entities/number-codes.ts';
import { RecipientEntity } from '../src/data/entities/recipient.ts';
import { SubscriberEntity } from '../src/data/entities/subscriber.ts';
import { SubscriptionEntity } from '../src/data/entities/subscription.ts';
import { SuppressionEntity } from '../src/data/entities/suppression.ts';
import { TopicMessageEntity } from '../src/data/entities/topic-message.ts';
import { VerificationEntity } from '../src/data/entities/verification.ts';
import { recipients } from '../src/data/recipients.ts';
import { DEFAULTS, type Preferences } from '../src/domain/preferences.ts';

const ENTITIES = [
  BudgetEntity,
  ChannelEntity,
  ConnectionEntity,
  DeliveryEntity,
  DeviceEntity,
  EndpointEntity,
  FanOutEntity,
  HandledEntity,
  NotificationEntity,
  NumberCodesEntity,
  RecipientEntity,
  SubscriberEntity,
  SubscriptionEntity,
  SuppressionEntity,
  TopicMessageEntity,
  VerificationEntity,
];

/** Points this test file's entities at a table of its own; `through` gives the endpoint to use, such as a proxy's. */
export function ownTable(through: (endpoint: string) => Promise<string> = async (endpoint) => endpoint): void {
  beforeAll(async () => {
    const engine = await testEngine();
    const { name } = await testTable(engine, { indexes: 2 });
    process.env['AWS_ENDPOINT_URL'] = await through(engine.endpoint);
    process.env['TABLE_NAME'] = name;
    for (const entity of ENTITIES) entity.setTableName(name);
  });
}

interface Known {
  readonly userId?: string;
  readonly email?: string;
  readonly locale?: string;
  readonly phone?: string;
  readonly devices?: number;
  readonly preferences?: Partial<Preferences>;
}

/** Somebody whose profile has arrived, and whom no other test knows. */
export async function knownPerson(given: Known = {}): Promise<{ userId: string; email: string }> {
  const { userId = randomUUID(), locale = 'en', phone, devices, preferences } = given;
  const { email = `${userId}@example.com` } = given;
  await recipients.note(userId, { email, displayName: 'Ada', handle: 'ada', profileLocale: locale }, 1);
  await RecipientEntity.patch({ userId })
    .set({
      ...(phone === undefined ? {} : { phone }),
      ...(devices === undefined ? {} : { devices }),
      ...(preferences === undefined ? {} : { preferences: { ...DEFAULTS, ...preferences }, preferencesVersion: 1 }),
    })
    .go();
  return { userId, email };
}

/** All deliveries of a person, by their ids. */
export async function deliveriesOf(userId: string) {
  const { data } = await DeliveryEntity.query.one({ userId }).go({ pages: 'all' });
  return data;
}

/** The inbox of a person as it is stored, oldest first. */
export async function inboxOf(userId: string) {
  const { data } = await NotificationEntity.query.one({ userId }).go({ pages: 'all' });
  return data;
}
