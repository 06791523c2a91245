import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';
import { DELIVERED } from '../../domain/channels.ts';

/** A channel whose provider takes nothing for now; none while all is well. */
export const ChannelEntity = new Entity(
  {
    model: { service: 'notifications', entity: 'channel', version: '1' },
    attributes: {
      channel: { type: DELIVERED, required: true, readOnly: true },
      /** Epoch milliseconds. */
      pausedUntil: { type: 'number', required: true },
      /** How often the provider has refused in a row; pauses grow with it. */
      refusals: { type: 'number', required: true },
      ...tracked,
    },
    indexes: { one: { pk: { field: 'pk', composite: ['channel'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);
