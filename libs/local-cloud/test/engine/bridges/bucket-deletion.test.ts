import { CloudFormationClient, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { on } from '../support/clients.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';
import { until } from '../../support/until.ts';

const Bucket = 'kept';
const resources = {
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: { BucketName: Bucket, VersioningConfiguration: { Status: 'Enabled' } },
  },
};

/** What becomes of a stack that is deleted: its last status, `gone` when it is no more. */
async function remove(engine: { endpoint: string }): Promise<string> {
  const cloudFormation = new CloudFormationClient(on(engine));
  await cloudFormation.send(new DeleteStackCommand({ StackName: 'test' }));
  return until('the stack is deleted, or not', async () => {
    const status = await cloudFormation
      .send(new DescribeStacksCommand({ StackName: 'test' }))
      .then(({ Stacks }) => Stacks?.[0]?.StackStatus ?? 'gone')
      .catch(() => 'gone');
    return status === 'gone' || status.endsWith('_FAILED') ? status : undefined;
  });
}

/** A stack with a bucket in which one object is hidden by a delete marker: it looks empty and is not. */
async function withOldVersions(engine: { endpoint: string }): Promise<S3Client> {
  await deploy(engine, { resources });
  const s3 = new S3Client(on(engine));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'text' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
  return s3;
}

describe('a stack with a bucket that is not empty', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('is deleted on the untouched engine: still to be mended', async () => {
    await withOldVersions(untouched());
    expect(await remove(untouched())).toBe('gone');
  });

  it('is not deleted when mended, until every version is', async () => {
    const s3 = await withOldVersions(mended());
    expect(await remove(mended())).toBe('DELETE_FAILED');
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    for (const { Key, VersionId } of [...Versions, ...DeleteMarkers])
      await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    expect(await remove(mended())).toBe('gone');
  });
});
