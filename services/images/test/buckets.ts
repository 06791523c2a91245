import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { testEngine } from '@libs/testing';

/** The buckets of a test file, and a client of its own that no fault meets. */
export interface Buckets {
  readonly client: S3Client;
  readonly originals: string;
  readonly renditions: string;
}

/**
 * Makes two versioned buckets that no other test file has, and puts them where the functions look for them. The functions' own S3 client goes where
 * AWS_ENDPOINT_URL points when it is first used.
 */
export async function ownBuckets(): Promise<Buckets> {
  const engine = await testEngine();
  const client = new S3Client(engine.client);
  const made = [];
  for (const name of ['originals', 'renditions']) {
    const Bucket = engine.unique(name).toLowerCase();
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    made.push(Bucket);
  }
  const [originals = '', renditions = ''] = made;
  process.env['ORIGINALS_BUCKET'] = originals;
  process.env['RENDITIONS_BUCKET'] = renditions;
  return { client, originals, renditions };
}
