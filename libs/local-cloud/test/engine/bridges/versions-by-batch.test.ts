import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { asRole } from '../support/as-role.ts';
import { on } from '../support/clients.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';

const Bucket = 'versions-by-batch';
const may = (Action: string) => ({ Effect: 'Allow', Action, Resource: `arn:aws:s3:::${Bucket}/*` });

/** What becomes of a DeleteObjects by a role that may do one thing, with a version or without. */
async function outcome(engine: { endpoint: string }, action: string, versioned: boolean): Promise<string> {
  const direct = new S3Client(on(engine));
  await direct.send(new CreateBucketCommand({ Bucket })).catch(() => {}); // or it is there
  await direct.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const { VersionId } = await direct.send(new PutObjectCommand({ Bucket, Key: 'file', Body: 'b' }));
  const s3 = new S3Client(await asRole(engine, `${action.split(':')[1]}-${versioned}`, [may(action)]));
  const object = versioned ? { Key: 'file', VersionId } : { Key: 'file' };
  const answer = s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [object] } }));
  return answer.then(() => 'done').catch((error: Error) => error.name);
}

describe('DeleteObjects of versions', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('asks for the wrong permission on the untouched engine: still to be mended', async () => {
    expect(await outcome(untouched(), 's3:DeleteObjectVersion', true)).toBe('AccessDenied');
  });

  it('asks for the permission on versions when mended, and only for that', async () => {
    expect(await outcome(mended(), 's3:DeleteObjectVersion', true)).toBe('done');
    expect(await outcome(mended(), 's3:DeleteObject', true)).toBe('AccessDenied');
  });

  it('asks for the other one where no version is named', async () => {
    expect(await outcome(mended(), 's3:DeleteObject', false)).toBe('done');
    expect(await outcome(mended(), 's3:DeleteObjectVersion', false)).toBe('AccessDenied');
  });
});
