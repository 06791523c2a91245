import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';
import { PLATFORMS } from '../../domain/device.ts';

/** A device that a person gets pushes on. The token itself is SNS's: here it is known again by its hash. */
export const DeviceEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'device', version: '1' },
    attributes: {
      userId: { type: 'string', required: true, readOnly: true },
      deviceId: { type: 'string', required: true, readOnly: true },
      platform: { type: PLATFORMS, required: true, readOnly: true },
      name: { type: 'string' },
      /** SHA-256. */
      tokenHash: { type: 'string', required: true, readOnly: true },
      endpointArn: { type: 'string', required: true, readOnly: true },
      /** RFC 3339. */
      seenAt: { type: 'string', required: true },
      /** It gets nothing any more; what is left is to remove the endpoint. */
      removing: { type: 'boolean' },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['deviceId'] } } },
  },
  configuration(),
);
