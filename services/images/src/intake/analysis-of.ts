import { createHash } from 'node:crypto';
import { log } from '@libs/observability';
import { recognition } from '../adapters/recognition.ts';
import { looks } from '../data/looks.ts';
import { processing } from '../data/processing.ts';
import { offenceIn } from '../domain/moderation.ts';
import type { Content } from '../domain/recognition.ts';
import { REJECTIONS } from '../domain/rejections.ts';
import { forAnalysis } from '../pixels/for-analysis.ts';
import { perceptualHash } from '../pixels/perceptual-hash.ts';
import { readMetadata } from '../pixels/read-metadata.ts';
import type { Arrival } from './take-in.ts';

/**
 * Notes what a picture is and shows, once. One that its owner has already is rejected in favour of the first; one that shows what is not allowed is
 * rejected before anything else is asked of it.
 * @returns false when the picture was given up
 */
export async function analysisOf(
  { ref, image, objectVersion, bytes }: Arrival,
  store: Pick<typeof processing, 'findCopy' | 'recordAnalysis' | 'reject'> = processing,
  others: typeof looks = looks,
  recognise = recognition,
): Promise<boolean> {
  // Recognition is paid by the picture.
  if (image.analysis) return true;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (await isCopy()) return false;
  const content = await contentOf(bytes, recognise);
  if (content === 'offensive') {
    await store.reject(ref, REJECTIONS.moderation);
    return false;
  }
  const hash = await perceptualHash(bytes);
  const analysis = {
    ...(await readMetadata(bytes)),
    ...content,
    sha256,
    perceptualHash: hash,
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

/** Nobody has looked where recognition is off: then there is nothing to find the picture by. */
async function contentOf(bytes: Buffer, recognise: typeof recognition): Promise<Content | 'offensive'> {
  const service = recognise();
  if (!service) return { labels: [], text: [] };
  const jpeg = await forAnalysis(bytes);
  const offence = offenceIn(await service.moderate(jpeg), service.threshold);
  if (offence) {
    log.info('moderated', { label: offence.name, parent: offence.parent, confidence: offence.confidence });
    return 'offensive';
  }
  return service.describe(jpeg);
}
