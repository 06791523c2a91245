import { S3Client } from '@aws-sdk/client-s3';

let client: S3Client | undefined;

/** The one S3 client of this process; region, credentials and endpoint come from the environment. */
export function s3(): S3Client {
  return (client ??= new S3Client({}));
}
