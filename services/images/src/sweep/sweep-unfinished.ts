import { arrivals } from '../adapters/arrivals.ts';
import { bucket } from '../adapters/buckets.ts';
import { versions } from '../adapters/versions.ts';
import { images } from '../data/images.ts';
import { processing } from '../data/processing.ts';
import { unfinished } from '../data/unfinished.ts';
import type { Image } from '../domain/image.ts';
import { originalKey } from '../domain/object-key.ts';
import { AWAITED, fateOfUnfinished, PROCESSED, PROCESSING_FAILED } from '../domain/sweep-unfinished.ts';
import type { Tally } from './tally.ts';

/**
 * Pictures that never arrived, that arrived and were not noticed, and that got stuck on their way. A bounded number of them, the oldest first.
 * @param now in epoch milliseconds
 */
export async function sweepUnfinished({ tally, now }: { readonly tally: Tally; readonly now: number }): Promise<void> {
  const late = [
    ...(await unfinished.olderThan(now - AWAITED, 'pending')),
    ...(await unfinished.olderThan(now - PROCESSED, 'processing')),
  ];
  for (const image of late) await tally.attempt(async () => settle(image));

  async function settle(image: Image): Promise<void> {
    const found = image.state === 'pending' ? await versions.of(bucket('ORIGINALS_BUCKET'), originalKey(image)) : [];
    // The first that came would have been the picture.
    const first = found.findLast(({ size }) => size !== undefined);
    switch (fateOfUnfinished(image, first !== undefined, now)) {
      case 'expire':
        if (await images.expire(image, now)) tally.add('UploadsExpired');
        return;
      case 'redrive':
        if (first) await arrivals.tell(image, first);
        tally.add('UploadsRedriven');
        return;
      case 'give-up':
        if (await processing.reject(image, PROCESSING_FAILED, { now })) tally.add('PicturesStuck');
        return;
      case 'wait':
        return;
    }
  }
}
