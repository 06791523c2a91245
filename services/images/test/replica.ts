import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { testEngine } from '@libs/testing';
import { type Contents, contentsOf } from './contents.ts';

const REGION = 'eu-west-1';

/**
 * Gives this test file a bucket in a second region, and puts it where the sweep looks for the copies of originals. The local cloud copies nothing:
 * a test puts there what S3 would have.
 */
export function ownReplica(): Contents {
  let client: S3Client | undefined;
  let name = '';
  beforeAll(async () => {
    const engine = await testEngine();
    client = new S3Client({ ...engine.client, region: REGION });
    name = engine.unique('originals-replica').toLowerCase();
    await client.send(
      new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
    await client.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
    process.env['REPLICA_REGION'] = REGION;
    process.env['ORIGINALS_REPLICA'] = name;
  });
  afterAll(() => {
    delete process.env['REPLICA_REGION'];
    delete process.env['ORIGINALS_REPLICA'];
  });
  return contentsOf(() => {
    if (!client) throw new Error('There is no bucket before the first test');
    return { client, name };
  });
}
