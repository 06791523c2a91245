import { BadRequest } from '@libs/contracts/errors';
import type { Log } from '@libs/observability';
import type { CreatedObject } from '@libs/handler';
import { originals } from '../adapters/originals.ts';
import { processing } from '../data/processing.ts';
import type { ImageRef } from '../domain/image.ts';
import { refOf } from '../domain/object-key.ts';
import { Unacceptable } from '../domain/unacceptable.ts';

/** A picture's file that has arrived, and is to be worked on. */
export interface Arrival {
  readonly ref: ImageRef;
  /** Of the object in S3: the one version that is the picture. */
  readonly objectVersion: string;
  readonly bytes: Buffer;
}

/** What became of it, for the log. */
export type Outcome = 'done' | 'rejected' | 'superseded' | 'deleted' | 'given-up';

/**
 * What both ways of processing begin with: the object is claimed for its picture, or removed when it is none's; its bytes are read; what is wrong
 * with them for good ends as a rejection that the owner can read. Whatever else is thrown comes again.
 * @param work gives false when the picture was given up (deleted, rejected) while it worked
 * @throws BadRequest for an object that this service has not asked for
 */
export async function takeIn(
  { object, log }: { readonly object: CreatedObject; readonly log: Log },
  work: (arrival: Arrival) => Promise<boolean>,
  store: Pick<typeof processing, 'claim' | 'reject'> = processing,
  files: typeof originals = originals,
): Promise<Outcome> {
  const ref = refOf(object.key);
  if (!ref || object.versionId === undefined) {
    throw new BadRequest('foreign-object', 'This object is none that a picture was announced for');
  }
  const objectVersion = object.versionId;
  const outcome = await settle();
  log.info('taken in', { outcome, image_id: ref.imageId });
  return outcome;

  async function settle(): Promise<Outcome> {
    if (!ref) return 'given-up';
    const claim = await store.claim(ref, objectVersion);
    if (claim.outcome === 'superseded' || claim.outcome === 'deleted') await files.removeVersion(ref, objectVersion);
    if (claim.outcome !== 'claimed') return claim.outcome;
    const bytes = await files.read(ref, objectVersion);
    // Removed between the claim and now: whoever removed it tells what became of the picture.
    if (!bytes) return 'given-up';
    try {
      return (await work({ ref, objectVersion, bytes })) ? 'done' : 'given-up';
    } catch (error) {
      if (!(error instanceof Unacceptable)) throw error;
      log.info('unacceptable', { code: error.code, cause: error.cause });
      await store.reject(ref, { code: error.code, message: error.message });
      return 'rejected';
    }
  }
}
