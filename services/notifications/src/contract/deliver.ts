import { message, Type } from '@libs/contracts';

/**
 * What the queue of a channel that mails, texts or pushes carries: which delivery is to go out. Everything else is in the table, so that the
 * message may come twice, late or out of order. `deliveryId` is of characters that SES takes as the value of a message tag.
 */
export const Deliver = message('deliver', {
  userId: Type.String({ format: 'uuid' }),
  deliveryId: Type.String({ minLength: 1, maxLength: 160, pattern: '^[A-Za-z0-9_-]+$' }),
  channel: Type.Union([Type.Literal('email'), Type.Literal('sms'), Type.Literal('push')]),
});
