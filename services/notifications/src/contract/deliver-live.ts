import { message, Type } from '@libs/contracts';

/** What the queue of the live channel carries: a delivery that is to go out, or that the count of the unread is another. */
export const DeliverLive = message('deliver-live', {
  userId: Type.String({ format: 'uuid' }),
  channel: Type.Literal('live'),
  deliveryId: Type.Optional(Type.String({ minLength: 1, maxLength: 160 })),
  /** In place of a delivery. */
  type: Type.Optional(Type.Literal('unread')),
});
