import { BadRequest, Retryable } from '@libs/contracts/errors';
import type { CreatedObject } from '@libs/handler';
import type { Log } from '@libs/observability';
import { originals } from '../adapters/originals.ts';
import { pictureFiles } from '../adapters/picture-files.ts';
import { processing } from '../data/processing.ts';
import type { Image, ImageRef } from '../domain/image.ts';
import { refOf } from '../domain/object-key.ts';
import { Unacceptable } from '../domain/unacceptable.ts';

/** A picture's file that has arrived, and is to be worked on. */
export interface Arrival {
  readonly ref: ImageRef;
  /** As it was when it was claimed. */
  readonly image: Image;
  /** Of the object in S3: the one version that is the picture. */
  readonly objectVersion: string;
  readonly bytes: Buffer;
}

/** What became of it, for the log. */
export type Outcome = 'done' | 'superseded' | 'deleted' | 'ready' | 'rejected';

/** The picture may be given up while it is worked on: the second claim then tells what became of it. */
const ATTEMPTS = 2;

/**
 * What both ways of processing begin with: the object is claimed for its picture, or removed when it is none's; its bytes are read; what is wrong
 * with them for good ends as a rejection that the owner can read. Whatever else is thrown comes again.
 * @param work gives false when the picture was given up (deleted, rejected) while it worked: what it has made meanwhile goes
 * @throws BadRequest for an object that this service has not asked for
 */
export async function takeIn(
  { object, log }: { readonly object: CreatedObject; readonly log: Log },
  work: (arrival: Arrival) => Promise<boolean>,
): Promise<void> {
  const ref = refOf(object.key);
  if (!ref || object.versionId === undefined) {
    throw new BadRequest('foreign-object', 'This object is none that a picture was announced for');
  }
  const outcome = await settle(ref, object.versionId, work, log);
  log.info('taken in', { outcome, image_id: ref.imageId });
}

async function settle(
  ref: ImageRef,
  objectVersion: string,
  work: (arrival: Arrival) => Promise<boolean>,
  log: Log,
): Promise<Outcome> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const claim = await processing.claim(ref, objectVersion);
    if (claim.outcome !== 'claimed') {
      const { outcome } = claim;
      if (outcome === 'superseded') await originals.removeVersion(ref, objectVersion);
      // The erasure may have been there before what came late.
      if (outcome === 'deleted' || outcome === 'rejected') await pictureFiles.erase(ref);
      return outcome;
    }
    const bytes = await originals.read(ref, objectVersion);
    if (!bytes) continue;
    try {
      if (await work({ ref, image: claim.image, objectVersion, bytes })) return 'done';
    } catch (error) {
      if (!(error instanceof Unacceptable)) throw error;
      log.info('unacceptable', { code: error.code, cause: error.cause });
      await processing.reject(ref, { code: error.code, message: error.message });
    }
  }
  throw new Retryable('original-missing', 'The picture is being processed, and its file is not there');
}
