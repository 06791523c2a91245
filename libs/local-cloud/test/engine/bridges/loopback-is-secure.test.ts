import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { asRole } from '../support/as-role.ts';
import { on } from '../support/clients.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';

const Bucket = 'tls-only';
const bucket = (denied: 'true' | 'false') => ({
  resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: Bucket } },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: `arn:aws:s3:::${Bucket}/*`,
              Condition: { Bool: { 'aws:SecureTransport': denied } },
            },
          ],
        },
      },
    },
  },
});

/** What becomes of a read with a role that may read, where the bucket refuses calls with (true) or without (false) TLS. */
async function read(engine: { endpoint: string }, denied: 'true' | 'false'): Promise<string> {
  await deploy(engine, bucket(denied), 'bucket');
  await new S3Client(on(engine)).send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'text' }));
  const allowed = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }];
  return new S3Client(await asRole(engine, `reader-${denied}`, allowed))
    .send(new GetObjectCommand({ Bucket, Key: 'key' }))
    .then(({ Body }) => Body?.transformToString() ?? '')
    .catch((error: Error) => error.name);
}

describe('a read from a bucket that takes calls over TLS alone', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('is refused on the untouched engine: still to be mended', async () => {
    expect(await read(untouched(), 'false')).toBe('AccessDenied');
  });

  it('is answered when mended, since loopback counts as TLS', async () => {
    expect(await read(mended(), 'false')).toBe('text');
  });

  it('is refused all the same when the policy refuses TLS: the condition is looked at', async () => {
    expect(await read(mended(), 'true')).toBe('AccessDenied');
  });
});
