import { lambdaContext, sqsEvent } from '@libs/testing';
import { v7 } from 'uuid';
import { NotificationEntity } from '../../src/data/entities/notification.ts';
import { RecipientEntity } from '../../src/data/entities/recipient.ts';
import { sendDigest } from '../../src/digest/send-digest.ts';
import { handler } from '../../src/functions/send-mail.ts';
import { mailService } from '../mail-service.ts';
import { deliveriesOf, knownPerson } from '../store.ts';

const service = mailService();

const DUE = '2026-11-21T07:00:00.000Z';
const HOUR = 3_600_000;

/** Somebody whose digest is due, and who has one unread entry. */
async function due() {
  const { userId, email } = await knownPerson({ preferences: { digest: 'daily', timeZone: 'Europe/Berlin' } });
  await RecipientEntity.patch({ userId })
    .set({ digestShard: userId.slice(-1), digestDueAt: DUE })
    .go();
  await NotificationEntity.put({
    userId,
    notificationId: v7({ msecs: Date.parse(DUE) - HOUR }),
    kind: 'image-ready',
    category: 'images',
    title: 'The harbour is ready',
    body: '',
    expiresAt: Math.floor(Date.parse(DUE) / 1000) + 24 * 3600,
  }).go();
  return { userId, email };
}

it('a digest that is due reaches the person by mail, named so that the events of SES find back', async () => {
  const { userId, email } = await due();
  expect(await sendDigest({ userId, dueAt: DUE }, new Date(Date.parse(DUE) + 1000))).toBe('sent');
  const [delivery] = await deliveriesOf(userId);
  const { deliveryId = '' } = delivery ?? {};
  const answer = await handler(sqsEvent({ userId, deliveryId, channel: 'email' }), lambdaContext());
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(service.deadLetters(userId)).toEqual([]);
  const [mail] = service.mailsTo(email);
  expect(mail?.Content.Simple.Body.Text.Data).toContain('The harbour is ready');
  expect(mail?.EmailTags).toContainEqual({ Name: 'deliveryId', Value: 'digest-20261121070000000_email' });
  expect(await deliveriesOf(userId)).toEqual([expect.objectContaining({ state: 'sent' })]);
});
