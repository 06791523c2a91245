import type { EntityItem } from 'electrodb';
import type { Image } from '../domain/image.ts';
import type { ImageEntity } from './entities/image.ts';

/** An item of the table as the picture that it is, without what only the table needs. */
export function toImage(item: EntityItem<typeof ImageEntity>): Image {
  const { shard: _shard, expiresAt: _expiresAt, changeId: _changeId, correlationId: _correlationId, ...image } = item;
  const { createdAt = '', updatedAt = '' } = item;
  return { ...image, createdAt, updatedAt };
}

/** Whether the time to live of a rejected picture is over: DynamoDB removes it within days after that. */
export function isForgotten(
  { expiresAt }: Pick<EntityItem<typeof ImageEntity>, 'expiresAt'>,
  now = Date.now(),
): boolean {
  return expiresAt !== undefined && expiresAt * 1000 <= now;
}
