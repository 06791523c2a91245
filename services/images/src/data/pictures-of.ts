import { FAST, readInBatches } from '@libs/data';
import type { Image } from '../domain/image.ts';
import { ImageEntity } from './entities/image.ts';
import { toImage } from './to-image.ts';

/**
 * The pictures of a person that have these ids, in the order of the ids and as they are now (consistent): without what is gone, rejected, or
 * somebody else's.
 * @throws Retryable when DynamoDB leaves some of them out each time
 */
export async function picturesOf(ownerId: string, ids: readonly string[]): Promise<Image[]> {
  const refs = ids.map((imageId) => ({ ownerId, imageId }));
  const items = await readInBatches(
    refs,
    async (keys) => ImageEntity.get([...keys]).go({ ...FAST, consistent: true }),
    'Not all pictures could be read at this moment',
  );
  const kept = items.filter(({ state }) => state !== 'rejected');
  const byId = new Map(kept.map((item) => [item.imageId, toImage(item)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
