import { configuration, tracked } from '@libs/data';
import { CustomAttributeType, Entity } from 'electrodb';

/** That a person is to show that a number is theirs, by a code that was sent to it; and when they were sent codes, which outlives each. */
export const VerificationEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'verification', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      /** Counts the codes: of two that are asked for at once, one is sent. */
      round: { type: 'number', required: true },
      /** When codes were sent, epoch milliseconds: those of the last day. */
      askedAt: { type: CustomAttributeType<readonly number[]>('any'), required: true },
      /** E.164. With those below it goes when the code is used or the number deleted. */
      number: { type: 'string' },
      salt: { type: 'string' },
      hash: { type: 'string' },
      tries: { type: 'number' },
      /** Epoch milliseconds. */
      codeUntil: { type: 'number' },
      /** Epoch seconds: a day after the last code, when it counts no longer. */
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);
