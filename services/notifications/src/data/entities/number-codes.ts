import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** How many codes were sent to a number on a day (UTC), whoever asked for them. */
export const NumberCodesEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'numberCodes', version: '1' },
    attributes: {
      /** SHA-256 of the number. */
      numberKey: { type: 'string', required: true, readOnly: true },
      /** `2026-11-21`. */
      day: { type: 'string', required: true, readOnly: true },
      count: { type: 'number', required: true },
      /** Epoch seconds. */
      expiresAt: { type: 'number', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['numberKey'] }, sk: { field: 'sk', composite: ['day'] } } },
  },
  configuration(),
);
