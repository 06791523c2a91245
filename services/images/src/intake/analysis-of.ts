import { createHash } from 'node:crypto';
import { looks } from '../data/looks.ts';
import { processing } from '../data/processing.ts';
import { REJECTIONS } from '../domain/rejections.ts';
import { perceptualHash } from '../pixels/perceptual-hash.ts';
import { readMetadata } from '../pixels/read-metadata.ts';
import type { Arrival } from './take-in.ts';

/**
 * Notes what a picture is and shows. One that its owner has already is rejected in favour of the first.
 * @returns false when the picture was given up
 */
export async function analysisOf(
  { ref, objectVersion, bytes }: Arrival,
  store: Pick<typeof processing, 'findCopy' | 'recordAnalysis' | 'reject'> = processing,
  others: typeof looks = looks,
): Promise<boolean> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (await isCopy()) return false;
  const hash = await perceptualHash(bytes);
  const analysis = {
    ...(await readMetadata(bytes)),
    sha256,
    perceptualHash: hash,
    labels: [],
    text: [],
    similarTo: await others.similar(ref, hash),
  };
  if (await store.recordAnalysis(ref, objectVersion, analysis)) return true;
  // Two copies may come at once: one of them finds the other's fingerprint only now.
  await isCopy();
  return false;

  async function isCopy(): Promise<boolean> {
    const duplicateOf = await store.findCopy(ref, sha256);
    return duplicateOf !== undefined && store.reject(ref, REJECTIONS.duplicate, { duplicateOf });
  }
}
