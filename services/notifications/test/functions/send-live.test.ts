import { randomUUID } from 'node:crypto';
import { lambdaContext, sqsEvent, websocketEvent } from '@libs/testing';
import { ConnectionEntity } from '../../src/data/entities/connection.ts';
import { plan } from '../../src/data/plan.ts';
import { handler as connect } from '../../src/functions/connect.ts';
import { handler as sendLive } from '../../src/functions/send-live.ts';
import { gateway, type Gateway } from '../live/gateway.ts';
import { deliveriesOf, inboxOf, knownPerson, ownTable } from '../store.ts';

ownTable([ConnectionEntity]);

let api: Gateway;
beforeAll(async () => {
  api = await gateway();
  process.env['SOCKET_ENDPOINT'] = api.path;
});

/** A device of a person that is connected. */
async function device(userId: string) {
  const socket = await api.open();
  const { connectionId } = socket;
  const answer = await connect(websocketEvent('$connect', { connectionId, authorizer: { userId } }), lambdaContext());
  expect(answer).toEqual({ statusCode: 200 });
  return socket;
}

/** Something is told to a person; gives the message that the queue of the live channel gets. */
async function told(userId: string) {
  const eventId = randomUUID();
  await plan({ eventId, userId, told: { kind: 'image-ready', imageId: randomUUID(), title: 'Hearth' } });
  return { userId, deliveryId: `${eventId}_live`, channel: 'live' };
}

describe('a notification', () => {
  it('reaches every device of its person that is connected', async () => {
    // Prepare
    const { userId } = await knownPerson();
    const devices = [await device(userId), await device(userId)];
    const message = await told(userId);
    // Act
    const answer = await sendLive(sqsEvent(message), lambdaContext());
    // Assess
    expect(answer).toEqual({ batchItemFailures: [] });
    const [entry] = await inboxOf(userId);
    for (const { first } of devices) {
      expect(await first('notification')).toMatchObject({
        notification: { id: entry?.notificationId, kind: 'image-ready', readAt: null },
        unread: { count: 1, more: false },
      });
    }
    expect(await deliveriesOf(userId)).toContainEqual(
      expect.objectContaining({ deliveryId: message.deliveryId, state: 'sent' }),
    );
  });
});
