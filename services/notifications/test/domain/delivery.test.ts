import { randomUUID } from 'node:crypto';
import { Deliver } from '../../src/contract/deliver.ts';
import { deliveryIdOf } from '../../src/domain/delivery.ts';

describe("a delivery's id", () => {
  it.each([randomUUID(), 'digest-20261121070000000', 'e'.repeat(150)])(
    'of the event %s is one that a queue takes',
    (eventId) => {
      const body = { userId: randomUUID(), deliveryId: deliveryIdOf(eventId, 'email'), channel: 'email' };
      expect(Deliver.validate({ body })).toBe(true);
    },
  );

  it.each(['', 'digest.20261121', '2026-11-21T07:00:00.000Z', 'a_b', 'ä', 'e'.repeat(151)])(
    'is not made of the event %j',
    (eventId) => {
      expect(() => deliveryIdOf(eventId, 'email')).toThrow(TypeError);
    },
  );
});
