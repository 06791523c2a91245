import { presignedPost } from '@libs/s3-signing';
import type { Upload } from '../contract/routes.ts';
import type { NewImage } from '../domain/image.ts';
import { originalKey } from '../domain/object-key.ts';
import { bucket } from './buckets.ts';

const FIFTEEN_MINUTES = 900;

/** The forms with which people upload to S3 themselves. */
export const uploads = { form };

/**
 * A form that S3 takes for 15 minutes, and only with this content type, this key and exactly so many bytes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
function form(image: NewImage, now = new Date()): Upload {
  const policy = {
    Bucket: bucket('ORIGINALS_BUCKET'),
    Key: originalKey(image),
    Fields: { 'Content-Type': image.contentType },
    Conditions: [['content-length-range', image.bytes, image.bytes]],
    Expires: FIFTEEN_MINUTES,
  } as const;
  const expiresAt = new Date(now.getTime() + FIFTEEN_MINUTES * 1000).toISOString();
  return { ...presignedPost(policy, now), expiresAt };
}
