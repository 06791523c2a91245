import { Retryable } from '@libs/contracts/errors';
import { ATTEMPTS, FAST, othersAreFaster, refusals } from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import type { Analysis, Image, ImageRef, Pixels, Rejection } from '../domain/image.ts';
import { FingerprintEntity } from './entities/fingerprint.ts';
import { ImageEntity } from './entities/image.ts';
import { LabelledEntity } from './entities/labelled.ts';
import { LookEntity } from './entities/look.ts';
import { OwnerEntity } from './entities/owner.ts';
import { bandsOf } from '../domain/bands.ts';
import { images } from './images.ts';
import { toImage } from './to-image.ts';

const entities = {
  image: ImageEntity,
  owner: OwnerEntity,
  fingerprint: FingerprintEntity,
  labelled: LabelledEntity,
  look: LookEntity,
};

/** How long an owner can read why a picture was rejected. */
const REJECTED_SECONDS = 30 * 24 * 3600;

/**
 * What becomes of an object that has arrived: it is the picture's, and to be worked on (`claimed`); all has been done (`ready`, `rejected`);
 * another version of it was first (`superseded`); or the picture is `deleted`.
 */
export type Claim =
  | { readonly outcome: 'claimed'; readonly image: Image }
  | { readonly outcome: 'ready' | 'rejected' | 'superseded' | 'deleted' };

/** The way of a picture from its upload to `ready` or `rejected`. Each step may be done twice, and by two at once. */
export const processing = { claim, recordPixels, recordAnalysis, reject, findCopy };

/**
 * Takes an object in. The first version of it that comes is the picture for good; the two ways of processing may both take it.
 * @param now in epoch milliseconds
 * @throws Retryable `image-unknown` when there is no such picture (yet)
 */
async function claim(ref: ImageRef, objectVersion: string, now = Date.now()): Promise<Claim> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const image = await images.find(ref);
    if (!image) {
      if (await images.isDeleted(ref.imageId)) return { outcome: 'deleted' };
      throw new Retryable('image-unknown', 'An object has arrived of which no picture is known');
    }
    if (image.objectVersion !== undefined && image.objectVersion !== objectVersion) return { outcome: 'superseded' };
    if (image.state === 'ready' || image.state === 'rejected') return { outcome: image.state };
    if (image.state === 'processing') return { outcome: 'claimed', image };
    const { rejected, data } = await ImageEntity.patch(ref)
      .set({ state: 'processing', objectVersion, claimedAt: new Date(now).toISOString() })
      .composite({ shard: shardOf(ref) })
      .add({ version: 1 })
      .where((attributes, { eq }) => eq(attributes.state, 'pending'))
      .go({ ...FAST, response: 'all_new', returnOnConditionCheckFailure: 'all_old' });
    if (!rejected && data) return { outcome: 'claimed', image: toImage(data) };
  }
  throw othersAreFaster('this picture');
}

/** Notes the renditions; the picture is ready when the analysis is there too. False when it is not being processed any more. */
async function recordPixels(ref: ImageRef, objectVersion: string, pixels: Pixels): Promise<boolean> {
  return record(ref, objectVersion, 'pixels', (image) => ({ set: { pixels }, labels: image.analysis?.labels ?? [] }));
}

/**
 * Notes the analysis; the picture is ready when the renditions are there too.
 * @returns false when it is not being processed any more, or the owner has another picture with the same bytes
 */
async function recordAnalysis(ref: ImageRef, objectVersion: string, analysis: Analysis): Promise<boolean> {
  return record(ref, objectVersion, 'analysis', () => ({ set: { analysis }, labels: analysis.labels, analysis }));
}

/** The owner's picture with these bytes, other than this one. */
async function findCopy({ ownerId, imageId }: ImageRef, sha256: string): Promise<string | undefined> {
  const { data } = await FingerprintEntity.get({ ownerId, sha256 }).go({ ...FAST, consistent: true });
  return data && data.imageId !== imageId ? data.imageId : undefined;
}

interface Part {
  readonly set: { readonly pixels: Pixels } | { readonly analysis: Analysis };
  /** Of the picture, if it is ready with this. */
  readonly labels: readonly string[];
  /** What is to be remembered of it with this part. */
  readonly analysis?: Analysis;
}

async function record(
  ref: ImageRef,
  objectVersion: string,
  name: 'pixels' | 'analysis',
  partOf: (image: Image) => Part,
): Promise<boolean> {
  const other = name === 'pixels' ? 'analysis' : 'pixels';
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const image = await images.find(ref);
    if (image?.state === 'ready') return true;
    if (image?.state !== 'processing' || image.objectVersion !== objectVersion) return false;
    if (image[name]) return true;
    const { set, labels, analysis } = partOf(image);
    const ready = image[other] !== undefined;
    const refused = await refusals(() =>
      createWriteTransaction(entities, (write) => [
        write.image
          .patch(ref)
          .set({ ...set, state: ready ? 'ready' : 'processing' })
          .composite({ shard: shardOf(ref) })
          .add({ version: 1 })
          .where(
            (attributes, { eq, notExists }) =>
              `${eq(attributes.state, 'processing')} AND ${eq(attributes.objectVersion, objectVersion)} AND ${notExists(attributes[name])}${ready ? '' : ` AND ${notExists(attributes[other])}`}`,
          )
          .commit(),
        ...(analysis
          ? [
              write.fingerprint
                .put({ ...ref, sha256: analysis.sha256 })
                .where(
                  (attributes, { eq, notExists }) =>
                    `${notExists(attributes.imageId)} OR ${eq(attributes.imageId, ref.imageId)}`,
                )
                .commit(),
              ...bandsOf(analysis.perceptualHash).map((band) =>
                write.look.put({ ...ref, band, perceptualHash: analysis.perceptualHash }).commit(),
              ),
            ]
          : []),
        ...(ready ? labels.map((label) => write.labelled.put({ ...ref, label }).commit()) : []),
      ]).go(),
    );
    if (refused.length === 0) return true;
    if (refused.includes(1)) return false;
  }
  throw othersAreFaster('this picture');
}

/**
 * Rejects a picture that is not finished, gives back what it counted, and lets its owner read why for 30 days. Its files go by the event that follows.
 * @param now in epoch milliseconds
 * @returns false when it is finished, or gone
 */
async function reject(
  ref: ImageRef,
  rejection: Rejection,
  { duplicateOf, now = Date.now() }: { duplicateOf?: string; now?: number } = {},
): Promise<boolean> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await images.find(ref);
    if (!before || before.state === 'ready' || before.state === 'rejected') return false;
    const { ownerId, bytes, analysis, version } = before;
    const refused = await refusals(() =>
      createWriteTransaction(entities, ({ image, owner, fingerprint }) => [
        image
          .patch(ref)
          .set({
            state: 'rejected',
            rejection,
            expiresAt: Math.floor(now / 1000) + REJECTED_SECONDS,
            ...(duplicateOf === undefined ? {} : { duplicateOf }),
          })
          .composite({ shard: shardOf(ref) })
          .add({ version: 1 })
          .where((attributes, { eq }) => eq(attributes.version, version))
          .commit(),
        owner.upsert({ ownerId }).add({ pictures: -1, bytes: -bytes }).commit(),
        ...(analysis ? [fingerprint.delete({ ownerId, sha256: analysis.sha256 }).commit()] : []),
      ]).go(),
    );
    if (refused.length === 0) return true;
  }
  throw othersAreFaster('this picture');
}

/** As the entity has it. */
function shardOf({ imageId }: ImageRef): string {
  return imageId.slice(-1);
}
