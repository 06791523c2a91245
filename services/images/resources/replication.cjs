'use strict';

/** Logical ids of the buckets, by what is in them: both are copied. */
const BUCKETS = { originals: 'OriginalsBucket', renditions: 'RenditionsBucket' };

/**
 * Copies to a second region, by the stage parameter `replicaRegion`. Each export is a variable, `${file(./resources/replication.cjs):resources}`:
 *
 * - `resources`: what the buckets of buckets.yml have beside it when there is a second region, in which the stack of `replica/serverless.yml`
 *   must be there first;
 * - `removing`: what the role of a function may do that calls `removeAll` of src/adapters/versions.ts; it takes REPLICA_REGION too;
 * - `originalsReplica`: ORIGINALS_REPLICA of that function, the bucket's name; empty where there is none, also because `invoke local` takes no Fn::Sub;
 * - `sweeping`: what the function `sweep` may do with the copies of the originals, src/sweep/sweep-copies.ts; nothing where there are none.
 */
module.exports = { resources, removing, sweeping, originalsReplica };

async function resources({ resolveVariable }) {
  const stage = await resolveVariable('sls:stage');
  const replicaRegion = await resolveVariable('param:replicaRegion');
  if (replicaRegion === '') return {};
  if (replicaRegion === (await resolveVariable('self:provider.region'))) {
    throw new Error(
      `The stage parameter replicaRegion is ${replicaRegion}, the region of the stack itself: name another one`,
    );
  }
  const copied = Object.entries(BUCKETS).map(([content, id]) => [id, { Properties: copies(stage, content) }]);
  return { Resources: { ...Object.fromEntries(copied), ReplicationRole: role(stage) } };
}

/** A delete marker is what is left where S3 copies: src/adapters/copies.ts. */
async function removing({ resolveVariable }) {
  const isCopied = (await resolveVariable('param:replicaRegion')) !== '';
  return {
    Effect: 'Allow',
    Action: ['s3:DeleteObjectVersion', ...(isCopied ? ['s3:DeleteObject'] : [])],
    Resource: Object.values(BUCKETS).map((id) => ({ 'Fn::Sub': `\${${id}.Arn}/*` })),
  };
}

async function originalsReplica({ resolveVariable }) {
  if ((await resolveVariable('param:replicaRegion')) === '') return '';
  return { 'Fn::Sub': `${replica(await resolveVariable('sls:stage'), 'originals')}-\${AWS::AccountId}` };
}

/** No delete marker: one version is removed from among others, by its id, which S3 keeps in a copy. */
async function sweeping({ resolveVariable }) {
  if ((await resolveVariable('param:replicaRegion')) === '') return [];
  const name = replica(await resolveVariable('sls:stage'), 'originals');
  return [
    { Effect: 'Allow', Action: ['s3:ListBucketVersions'], Resource: bucket(name) },
    { Effect: 'Allow', Action: ['s3:DeleteObjectVersion'], Resource: bucket(name, '/*') },
  ];
}

function copies(stage, content) {
  return {
    ReplicationConfiguration: {
      Role: { 'Fn::GetAtt': ['ReplicationRole', 'Arn'] },
      Rules: [
        {
          Id: 'second-region',
          Status: 'Enabled',
          Priority: 1,
          Filter: { Prefix: '' },
          DeleteMarkerReplication: { Status: 'Enabled' },
          Destination: { Bucket: bucket(replica(stage, content)), StorageClass: 'STANDARD_IA' },
        },
      ],
    },
  };
}

/** By names: the buckets wait for their role. https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
function role(stage) {
  const names = Object.keys(BUCKETS);
  const sources = names.map((content) => bucket(`images-${stage}-${content}`));
  const targets = names.map((content) => bucket(replica(stage, content), '/*'));
  const Statement = [
    { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: sources },
    {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
      Resource: names.map((content) => bucket(`images-${stage}-${content}`, '/*')),
    },
    { Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], Resource: targets },
  ];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
      Policies: [{ PolicyName: 'replication', PolicyDocument: { Version: '2012-10-17', Statement } }],
    },
  };
}

const replica = (stage, content) => `images-${stage}-${content}-replica`;

const bucket = (name, objects = '') => ({
  'Fn::Sub': `arn:\${AWS::Partition}:s3:::${name}-\${AWS::AccountId}${objects}`,
});
