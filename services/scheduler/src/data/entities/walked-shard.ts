import { configuration, tracked } from '@libs/data';
import { Entity } from 'electrodb';

/**
 * A shard of the due index that has positions. All of them lie in one partition, to be read at once by every tick, so that shards are still walked when
 * their number has been made smaller; they are written with the first position of a shard, and then no more.
 */
export const WalkedShardEntity = new Entity(
  {
    model: { service: 'scheduler', entity: 'walkedShard', version: '1' },
    attributes: { shard: { type: 'number', required: true, padding: { length: 4, char: '0' } }, ...tracked },
    indexes: { one: { pk: { field: 'pk', composite: [] }, sk: { field: 'sk', composite: ['shard'] } } },
  },
  configuration(),
);
