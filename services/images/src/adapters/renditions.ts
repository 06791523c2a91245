import { PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { type RenditionFormat, type RenditionName, renditionKey } from '../domain/renditions.ts';
import { bucket } from './buckets.ts';
import { s3 } from './s3.ts';

/** What is made of the pictures. */
export const renditions = { put };

export interface RenditionFile {
  readonly name: RenditionName;
  readonly format: RenditionFormat;
  readonly data: Buffer;
}

/** A year: what lies under a key never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Stores a rendition, unless it is there: a second try makes no second version. */
async function put(
  imageId: string,
  { name, format, data }: RenditionFile,
  client: Pick<S3Client, 'send'> = s3(),
): Promise<void> {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket('RENDITIONS_BUCKET'),
        Key: renditionKey(imageId, name, format),
        Body: data,
        ContentType: `image/${format}`,
        CacheControl: FOR_EVER,
        IfNoneMatch: '*',
      }),
    );
  } catch (error) {
    if (!(error instanceof S3ServiceException && error.name === 'PreconditionFailed')) throw error;
  }
}
