import { configuration, tracked } from '@libs/data';
import { CustomAttributeType, Entity } from 'electrodb';
import type { Analysis, Pixels, Rejection } from '../../domain/image.ts';

const STATES = ['pending', 'processing', 'ready', 'rejected'] as const;

/**
 * A picture. It lies with its owner, and its ids sort by time, so that the gallery is one consistent query. `gsi1` finds it by its id alone,
 * for everybody else; `gsi2` is the gallery by state; `gsi3` holds those that are not finished, for the sweep, spread over 16 shards.
 */
export const ImageEntity = new Entity(
  {
    model: { service: 'images', entity: 'image', version: '1' },
    attributes: {
      ownerId: { type: 'string', required: true, readOnly: true },
      imageId: { type: 'string', required: true, readOnly: true },
      /** Last hexadecimal digit of the id, which is random. */
      shard: { type: 'string', required: true, readOnly: true },
      state: { type: STATES, required: true, default: 'pending' },
      name: { type: 'string', required: true, readOnly: true },
      title: { type: 'string', required: true },
      altText: { type: 'string', required: true },
      visibility: { type: ['private', 'public'] as const, required: true },
      contentType: { type: 'string', required: true, readOnly: true },
      bytes: { type: 'number', required: true, readOnly: true },
      objectVersion: { type: 'string' },
      /** RFC 3339. */
      claimedAt: { type: 'string' },
      pixels: { type: CustomAttributeType<Pixels>('any') },
      analysis: { type: CustomAttributeType<Analysis>('any') },
      rejection: { type: CustomAttributeType<Rejection>('any') },
      duplicateOf: { type: 'string' },
      /** Epoch seconds; of rejected pictures alone. */
      expiresAt: { type: 'number' },
      version: { type: 'number', required: true, default: 1 },
      /** Which change of fields made this state or one before: the client knows its own again when the answer was lost. */
      changeId: { type: 'string' },
      ...tracked,
    },
    indexes: {
      one: { pk: { field: 'pk', composite: ['ownerId'] }, sk: { field: 'sk', composite: ['imageId'] } },
      byId: {
        index: 'gsi1',
        pk: { field: 'gsi1pk', composite: ['imageId'] },
        sk: { field: 'gsi1sk', composite: [] },
      },
      byState: {
        index: 'gsi2',
        pk: { field: 'gsi2pk', composite: ['ownerId', 'state'] },
        sk: { field: 'gsi2sk', composite: ['imageId'] },
      },
      unfinished: {
        index: 'gsi3',
        condition: ({ state }: { state?: string }) => state === 'pending' || state === 'processing',
        pk: { field: 'gsi3pk', composite: ['shard', 'state'] },
        sk: { field: 'gsi3sk', composite: ['imageId'] },
      },
    },
  },
  configuration(),
);
