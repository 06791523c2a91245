import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { asRole } from '../support/as-role.ts';
import { on } from '../support/clients.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';

const Bucket = 'missing-objects';
const input = { Bucket, Key: 'nobody/knows' };
const mayRead = {
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:GetObjectVersion'],
  Resource: `arn:aws:s3:::${Bucket}/*`,
};
const mayList = { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` };

/** The status of a GET, a HEAD and a GET of a version, of an object that is not there, with a role that may do this. */
async function statuses(engine: { endpoint: string }, name: string, statements: object[]): Promise<unknown[]> {
  await new S3Client(on(engine)).send(new CreateBucketCommand({ Bucket })).catch(() => {}); // or it is there
  const s3 = new S3Client(await asRole(engine, name, statements));
  const status = (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode;
  return Promise.all([
    s3.send(new GetObjectCommand(input)).catch(status),
    s3.send(new HeadObjectCommand(input)).catch(status),
    s3.send(new GetObjectCommand({ ...input, VersionId: '294e9d87-b139-45fa-bc45-7f4c8fc29165' })).catch(status),
  ]);
}

describe('an object that is not there, read with a role that may not list the bucket', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('is a 404 on the untouched engine: still to be mended', async () => {
    expect(await statuses(untouched(), 'reader', [mayRead])).toEqual([404, 404, 404]);
  });

  it('is a 403 when mended', async () => {
    expect(await statuses(mended(), 'reader', [mayRead])).toEqual([403, 403, 403]);
  });

  it('is a 404 for a role that may list', async () => {
    expect(await statuses(mended(), 'lister', [mayRead, mayList])).toEqual([404, 404, 404]);
  });

  it('is a 404 for the account itself', async () => {
    const s3 = new S3Client(on(mended()));
    await expect(s3.send(new GetObjectCommand(input))).rejects.toThrow(/does not exist/);
  });
});
