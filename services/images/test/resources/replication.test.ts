import replication from '../../resources/replication.cjs';

/** What the framework passes to a `.cjs` file, of the stage `prod` in eu-central-1. */
const stage = (replicaRegion: string) => ({
  resolveVariable: (variable: string): Promise<unknown> => {
    const known = new Map([
      ['sls:stage', 'prod'],
      ['self:provider.region', 'eu-central-1'],
      ['param:replicaRegion', replicaRegion],
    ]);
    return Promise.resolve(known.get(variable));
  },
});

it('adds nothing to a stage without a second region', async () => {
  expect(await replication.resources(stage(''))).toEqual({});
});

it('adds to the two buckets that are there, and a role: it makes no bucket', async () => {
  const { Resources = {} } = await replication.resources(stage('eu-west-1'));
  expect(Object.keys(Resources).sort()).toEqual(['OriginalsBucket', 'RenditionsBucket', 'ReplicationRole']);
  expect(Resources['OriginalsBucket']).not.toHaveProperty('Type');
});

describe('the role that copies', () => {
  const ofBoth = (suffix: string) =>
    ['originals', 'renditions'].map((content) => ({
      'Fn::Sub': `arn:\${AWS::Partition}:s3:::images-prod-${content}${suffix}`,
    }));

  it('is for S3 alone, on behalf of this account', async () => {
    const { Resources = {} } = await replication.resources(stage('eu-west-1'));
    expect(Resources).toHaveProperty('ReplicationRole.Properties.AssumeRolePolicyDocument.Statement', [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });

  it('reads what is in the two buckets, and writes and deletes in their replicas, nothing else', async () => {
    const { Resources = {} } = await replication.resources(stage('eu-west-1'));
    expect(Resources).toHaveProperty('ReplicationRole.Properties.Policies.0.PolicyDocument.Statement', [
      {
        Effect: 'Allow',
        Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
        Resource: ofBoth('-${AWS::AccountId}'),
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
        Resource: ofBoth('-${AWS::AccountId}/*'),
      },
      {
        Effect: 'Allow',
        Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
        Resource: ofBoth('-replica-${AWS::AccountId}/*'),
      },
    ]);
  });
});

it('refuses to copy into the region of the stack itself', async () => {
  await expect(replication.resources(stage('eu-central-1'))).rejects.toThrow('name another one');
});

it('lets who removes leave delete markers where there are copies, and nowhere else', async () => {
  expect((await replication.removing(stage('eu-west-1'))).Action).toEqual([
    's3:DeleteObjectVersion',
    's3:DeleteObject',
  ]);
  expect((await replication.removing(stage(''))).Action).toEqual(['s3:DeleteObjectVersion']);
});

it('lets the sweep list the copies of the originals, and remove versions there, where there are copies', async () => {
  expect(await replication.sweeping(stage('eu-west-1'))).toEqual([
    {
      Effect: 'Allow',
      Action: ['s3:ListBucketVersions'],
      Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::images-prod-originals-replica-${AWS::AccountId}' },
    },
    {
      Effect: 'Allow',
      Action: ['s3:DeleteObjectVersion'],
      Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::images-prod-originals-replica-${AWS::AccountId}/*' },
    },
  ]);
  expect(await replication.sweeping(stage(''))).toEqual([]);
});
