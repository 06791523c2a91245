import { DeleteObjectCommand, GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { ImageRef } from '../domain/image.ts';
import { originalKey } from '../domain/object-key.ts';
import { bucket } from './buckets.ts';
import { s3 } from './s3.ts';

const GONE = new Set(['NoSuchKey', 'NoSuchVersion']);

/** The files as people sent them, each version of an object by itself. */
export const originals = { read, removeVersion };

/** All bytes of one version; undefined when it is gone. */
async function read(
  ref: ImageRef,
  VersionId: string,
  client: Pick<S3Client, 'send'> = s3(),
): Promise<Buffer | undefined> {
  try {
    const object = { Bucket: bucket('ORIGINALS_BUCKET'), Key: originalKey(ref), VersionId };
    const { Body } = await client.send(new GetObjectCommand(object));
    return Body && Buffer.from(await Body.transformToByteArray());
  } catch (error) {
    if (error instanceof S3ServiceException && GONE.has(error.name)) return undefined;
    throw error;
  }
}

/**
 * Removes one version for good; when it was the newest, the one before it is the newest again. Removing twice is no error. Its copy in a second
 * region stays until the sweep: see copies.ts.
 */
async function removeVersion(ref: ImageRef, VersionId: string, client: Pick<S3Client, 'send'> = s3()): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: bucket('ORIGINALS_BUCKET'), Key: originalKey(ref), VersionId }));
}
