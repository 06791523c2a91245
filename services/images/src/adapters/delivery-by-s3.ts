import { presignedGet } from '@libs/s3-signing';
import type { Lifetime } from '../domain/lifetime.ts';
import { bucket } from './buckets.ts';

/**
 * The presigned address of an object in the bucket of renditions: it does what the function's role may do, as long as that role's
 * credentials last. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function signedByS3(Key: string, { from, until }: Lifetime): string {
  const expiresIn = (until.getTime() - from.getTime()) / 1000;
  // The object's own header is for CloudFront, which asks for a signature at the edge; whoever comes by S3 keeps it to themselves.
  const object = {
    Bucket: bucket('RENDITIONS_BUCKET'),
    Key,
    ResponseCacheControl: 'private, max-age=31536000, immutable',
  };
  return presignedGet(object, { signingDate: from, expiresIn });
}
