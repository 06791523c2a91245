import { FAST } from '@libs/data';
import type { Image } from '../domain/image.ts';
import { idAt } from '../domain/month.ts';
import { ImageEntity } from './entities/image.ts';
import { toImage } from './to-image.ts';

/** As many of a shard in one go: 800 of each state, which take a minute or two. */
const MOST = 50;
/** Of hexadecimal digits. */
const SHARDS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

/** The pictures that are neither ready nor rejected. */
export const unfinished = { olderThan };

/**
 * Those in a state that were announced before a time, the oldest of each shard first; some milliseconds behind.
 * @param time in epoch milliseconds
 */
async function olderThan(time: number, state: 'pending' | 'processing', most = MOST): Promise<Image[]> {
  const found = await Promise.all(
    SHARDS.map(async (shard) =>
      ImageEntity.query
        .unfinished({ shard, state })
        .lt({ imageId: idAt(time, '0') })
        .go({ ...FAST, limit: most }),
    ),
  );
  return found.flatMap(({ data }) => data.map(toImage));
}
