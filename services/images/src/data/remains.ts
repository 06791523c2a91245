import { Retryable, Unprocessable } from '@libs/contracts/errors';
import { ATTEMPTS, FAST } from '@libs/data';
import type { ImageRef } from '../domain/image.ts';
import { bandsOf } from '../domain/bands.ts';
import { DeletionEntity } from './entities/deletion.ts';
import { LabelledEntity } from './entities/labelled.ts';
import { LookEntity } from './entities/look.ts';
import { images } from './images.ts';

/** What there still is in the table of a picture that is deleted or rejected, beside the tombstone or the item that says so. */
export const remains = { find, erase };

/** Where a picture is found. */
export interface Remains {
  readonly labels: readonly string[];
  readonly perceptualHash?: string;
}

/** @throws Unprocessable `picture-is-kept` for one that is neither: nothing of it may go */
async function find(ref: ImageRef): Promise<Remains> {
  const { data: deletion } = await DeletionEntity.get({ imageId: ref.imageId }).go({ ...FAST, consistent: true });
  if (deletion) return remainsOf(deletion);
  const image = await images.find(ref);
  if (image && image.state !== 'rejected')
    throw new Unprocessable('picture-is-kept', 'This picture is not to be erased');
  return remainsOf(image?.analysis ?? {});
}

function remainsOf({ labels = [], perceptualHash }: { labels?: readonly string[]; perceptualHash?: string }): Remains {
  return { labels, ...(perceptualHash === undefined ? {} : { perceptualHash }) };
}

/** May be repeated. @throws Retryable when DynamoDB did not get to all of it */
async function erase(ref: ImageRef, { labels, perceptualHash }: Remains): Promise<void> {
  const bands = perceptualHash === undefined ? [] : bandsOf(perceptualHash);
  await untilDone(
    labels.map((label) => ({ ...ref, label })),
    async (keys) => (await LabelledEntity.delete([...keys]).go(FAST)).unprocessed,
  );
  await untilDone(
    bands.map((band) => ({ ...ref, band })),
    async (keys) => (await LookEntity.delete([...keys]).go(FAST)).unprocessed,
  );
  // The tombstone stays for what comes late, without what the picture has shown.
  await DeletionEntity.patch({ imageId: ref.imageId })
    .remove(['labels', 'perceptualHash'])
    .go({ ...FAST, returnOnConditionCheckFailure: true });
}

/** BatchWriteItem hands back what it did not get to. */
async function untilDone<Key>(keys: readonly Key[], write: (keys: readonly Key[]) => Promise<readonly Key[]>) {
  let left = keys;
  for (let tried = 1; left.length > 0 && tried <= ATTEMPTS; tried++) left = await write(left);
  if (left.length > 0) throw new Retryable('temporarily-unavailable', 'DynamoDB did not get to all of it');
}
