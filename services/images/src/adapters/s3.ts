import { S3Client } from '@aws-sdk/client-s3';

let client: S3Client | undefined;

/** The one S3 client of this process; region, credentials and endpoint come from the environment. */
export function s3(): S3Client {
  return (client ??= new S3Client({}));
}

/**
 * The bucket of what people sent (ORIGINALS_BUCKET), or of what was made of it (RENDITIONS_BUCKET).
 * @throws Error when it is not set
 */
export function bucket(name: 'ORIGINALS_BUCKET' | 'RENDITIONS_BUCKET'): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: see serverless.yml`);
  return value;
}
