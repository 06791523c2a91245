import type { ImageRef } from '../domain/image.ts';
import { originalKey } from '../domain/object-key.ts';
import { bucket } from './buckets.ts';
import { versions } from './versions.ts';

/** All files of a picture: what was sent, and what was made of it. */
export const pictureFiles = { erase };

/** Removes every version of them, for good. May be repeated, and goes on where it ended. */
async function erase(ref: ImageRef, store: Pick<typeof versions, 'removeAll'> = versions): Promise<void> {
  await store.removeAll(bucket('ORIGINALS_BUCKET'), { key: originalKey(ref) });
  await store.removeAll(bucket('RENDITIONS_BUCKET'), { folder: `${ref.imageId}/` });
}
