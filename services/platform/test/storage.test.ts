import { findings } from './findings.ts';
import { packaged } from './packaged.ts';
import { rules } from './rules.ts';
import { at, type Json, type Template } from './template.ts';

/** The service with buckets, with copies to a second region; and what is there. */
let images: Template;
let replica: Template;

beforeAll(async () => {
  const withReplica = ['--param', 'replicaRegion=eu-west-1'];
  images = await packaged('images', 'prod', ...withReplica);
  replica = await packaged('images/replica', 'prod', ...withReplica);
}, 300_000);

const flawsOf = (template: Template) => Object.values(rules).flatMap((find) => find(template));

/** The template with something in it replaced; undefined takes it away. */
function broken(path: readonly (string | number)[], value: unknown): Template {
  const copy = structuredClone(images);
  const holder = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Json)[key as string], copy);
  Reflect.set(holder as object, path.at(-1) ?? '', value);
  return copy;
}

const bucket = ['Resources', 'OriginalsBucket', 'Properties'];
const lifecycle = [...bucket, 'LifecycleConfiguration', 'Rules'];
const refusal = ['Resources', 'OriginalsBucketPolicy', 'Properties', 'PolicyDocument', 'Statement', 0];
const publishing = ['Resources', 'UploadsTopicPolicy', 'Properties', 'PolicyDocument', 'Statement', 0];
const subscription = ['Resources', 'MakeRenditionsSubscription', 'Properties'];
const sending = ['Resources', 'MakeRenditionsQueuePolicy', 'Properties', 'PolicyDocument', 'Statement'];
const role = ['Resources', 'MakeDashrenditionsRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'];
const policy = ['Properties', 'Policies', 0, 'PolicyDocument'] as const;
const replication = ['Resources', 'ReplicationRole', 'Properties', 'AssumeRolePolicyDocument', 'Statement', 0];

const writesOriginals = {
  Effect: 'Allow',
  Action: ['s3:PutObject'],
  Resource: { 'Fn::Sub': '${OriginalsBucket.Arn}/*' },
};

describe('the rules find', () => {
  it.each<[string, readonly (string | number)[], unknown]>([
    ['OriginalsBucket is not retained', ['Resources', 'OriginalsBucket', 'DeletionPolicy'], 'Delete'],
    [
      'OriginalsBucket can be public: BlockPublicPolicy is off',
      [...bucket, 'PublicAccessBlockConfiguration', 'BlockPublicPolicy'],
      false,
    ],
    ['OriginalsBucket has ACLs', [...bucket, 'OwnershipControls'], undefined],
    ['OriginalsBucket says nothing of encryption', [...bucket, 'BucketEncryption'], undefined],
    ['OriginalsBucket keeps no versions', [...bucket, 'VersioningConfiguration', 'Status'], 'Suspended'],
    ['OriginalsBucket takes plain HTTP', [...refusal, 'Effect'], 'Allow'],
    ['OriginalsBucket takes plain HTTP', [...refusal, 'Resource', 1], 'arn:aws:s3:::another/*'],
    ['OriginalsBucket keeps old versions for ever', [...lifecycle, 1, 'NoncurrentVersionExpiration'], undefined],
    ['OriginalsBucket keeps delete markers of nothing', [...lifecycle, 1, 'Status'], 'Disabled'],
    ['OriginalsBucket keeps parts of uploads', [...lifecycle, 2], {}],
    ['OriginalsBucket lets any page send', [...bucket, 'CorsConfiguration', 'CorsRules', 0, 'AllowedOrigins'], ['*']],
    ['UploadsTopic has no policy', ['Resources', 'UploadsTopicPolicy', 'Properties', 'Topics'], []],
    ['OriginalsBucket is not alone in publishing to UploadsTopic', [...publishing, 'Principal'], '*'],
    ['OriginalsBucket is not alone in publishing to UploadsTopic', [...publishing, 'Condition', 'StringEquals'], {}],
    ['OriginalsBucket is made before it may publish', ['Resources', 'OriginalsBucket', 'DependsOn'], undefined],
    ['MakeRenditionsSubscription feeds no queue', [...subscription, 'Protocol'], 'lambda'],
    ['MakeRenditionsSubscription wraps what it delivers', [...subscription, 'RawMessageDelivery'], false],
    ['MakeRenditionsSubscription is not alone in sending to MakeRenditionsQueue', [...sending, 0, 'Condition'], {}],
    ['MakeRenditionsSubscription is not alone in sending to MakeRenditionsDeadLetterQueue', [...sending, 1], {}],
    ['MakeRenditionsSubscription is not alone in sending to undefined', [...subscription, 'RedrivePolicy'], undefined],
    ['SweepEventsRuleSchedule1 may fail unseen', ['Resources', 'SweepFailedAlarm', 'Properties', 'AlarmActions'], []],
    ['writes to OriginalsBucket, which starts it', [...role, 1], writesOriginals],
    [
      'ReplicationRole is not the role of exactly one function',
      [...replication, 'Principal', 'Service'],
      'lambda.amazonaws.com',
    ],
  ])('%s', (found, path, value) => {
    expect(flawsOf(broken(path, value)).join('\n')).toContain(found);
  });
});

describe('with copies to a second region', () => {
  it('both buckets keep the rules, and CloudFormation takes them', () => {
    expect(flawsOf(images)).toEqual([]);
    expect(findings(images)).toEqual([]);
  });

  it('so do the buckets that are copied to, and they are in that region', () => {
    expect(flawsOf(replica)).toEqual([]);
    expect(findings(replica)).toEqual([]);
  });

  it.each(['Originals', 'Renditions'])('%s go to the bucket that the other stack makes, delete markers too', (what) => {
    const source = images.Resources[`${what}Bucket`];
    const target = replica.Resources[`${what}Replica`];
    const name = String(at(target, 'Properties', 'BucketName', 'Fn::Sub'));
    expect(source?.Properties['ReplicationConfiguration']).toMatchObject({
      Rules: [
        {
          Status: 'Enabled',
          DeleteMarkerReplication: { Status: 'Enabled' },
          Destination: { Bucket: { 'Fn::Sub': `arn:\${AWS::Partition}:s3:::${name}` } },
        },
      ],
    });
    expect(JSON.stringify(images.Resources['ReplicationRole'])).toContain(`s3:::${name}/*`);
  });

  it('the sweep looks into the copies of the originals, and may remove versions there, nothing else', () => {
    const name = String(at(replica.Resources['OriginalsReplica'], 'Properties', 'BucketName', 'Fn::Sub'));
    const arn = `arn:\${AWS::Partition}:s3:::${name}`;
    const sweep = images.Resources['SweepLambdaFunction']?.Properties;
    expect(at(sweep, 'Environment', 'Variables')).toMatchObject({
      ORIGINALS_REPLICA: { 'Fn::Sub': name },
      REPLICA_REGION: 'eu-west-1',
    });
    const statements = at(images.Resources['SweepRole'], ...policy, 'Statement') as Json[];
    expect(statements.filter((statement) => JSON.stringify(statement).includes('-replica-'))).toEqual([
      { Effect: 'Allow', Action: ['s3:ListBucketVersions'], Resource: { 'Fn::Sub': arn } },
      { Effect: 'Allow', Action: ['s3:DeleteObjectVersion'], Resource: { 'Fn::Sub': `${arn}/*` } },
    ]);
  });

  it('what a later upload lies upon outlives a month of sweeps there, and what is newest no rule ends', () => {
    const ends = at(replica.Resources['OriginalsReplica'], 'Properties', 'LifecycleConfiguration', 'Rules') as Json[];
    expect(ends.flatMap((rule) => at(rule, 'NoncurrentVersionExpiration') ?? [])).toEqual([{ NoncurrentDays: 30 }]);
    expect(ends.flatMap((rule) => Object.keys(rule)).filter((key) => key.startsWith('Expiration'))).toEqual([]);
  });
});
