import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';
import { SUPPRESSED_FOR } from '../../domain/suppression.ts';

/**
 * An address that is never written to again. It is known by a hash alone: whoever asks has the address, and who reads the table learns none, not
 * of a person who is long gone either. There is no time to live: the next one to register with it is not to be written to either.
 */
export const SuppressionEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'suppression', version: '1' },
    attributes: {
      /** SHA-256 of the lower-case address, hexadecimal. */
      addressHash: { type: 'string', required: true, readOnly: true },
      why: { type: SUPPRESSED_FOR, required: true },
      /** When the provider said so first: RFC 3339. */
      at: { type: 'string', required: true, readOnly: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['addressHash'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);
