import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/** Whose device an endpoint of SNS is: one token, one endpoint, one device. */
export const EndpointEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'endpoint', version: '1' },
    attributes: {
      endpointArn: { type: 'string', required: true, readOnly: true },
      userId: { type: 'string', required: true },
      deviceId: { type: 'string', required: true },
      /** Nobody may take it over: it is about to be removed. */
      removing: { type: 'boolean' },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['endpointArn'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);
