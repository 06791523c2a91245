import { randomUUID } from 'node:crypto';
import { testEngine, testTable } from '@libs/testing';
import { DeliveryEntity } from '../src/data/entities/delivery.ts';
import { HandledEntity } from '../src/data/entities/handled.ts';
import { NotificationEntity } from '../src/data/entities/notification.ts';
import { RecipientEntity } from '../src/data/entities/recipient.ts';
import { recipients } from '../src/data/recipients.ts';
import { DEFAULTS, type Preferences } from '../src/domain/preferences.ts';

const ENTITIES = [DeliveryEntity, HandledEntity, NotificationEntity, RecipientEntity];

/** Points this test file's entities at a table of its own; `through` gives the endpoint to use, such as a proxy's. */
export function ownTable(
  more: readonly { setTableName(name: string): void }[] = [],
  through: (endpoint: string) => Promise<string> = async (endpoint) => endpoint,
): void {
  beforeAll(async () => {
    const engine = await testEngine();
    const { name } = await testTable(engine, { indexes: 2 });
    process.env['AWS_ENDPOINT_URL'] = await through(engine.endpoint);
    process.env['TABLE_NAME'] = name;
    for (const entity of [...ENTITIES, ...more]) entity.setTableName(name);
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
