import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Lifetime } from '../domain/lifetime.ts';
import { bucket, s3 } from './s3.ts';

/**
 * The presigned address of an object in the bucket of renditions: it does what the function's role may do, as long as that role's
 * credentials last. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function signedByS3(key: string, { from, until }: Lifetime): Promise<string> {
  return getSignedUrl(s3(), new GetObjectCommand({ Bucket: bucket('RENDITIONS_BUCKET'), Key: key }), {
    signingDate: from,
    expiresIn: (until.getTime() - from.getTime()) / 1000,
  });
}
