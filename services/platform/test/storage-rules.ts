import { type Rule, flaw } from './rule.ts';
import { at, ofType, type Resource, targetOf, type Template } from './template.ts';

/** The rules of this house for buckets, and for what they tell of their objects. */
export const storageRules: Readonly<Record<string, Rule>> = {
  'buckets are private, encrypted and versioned, and take encrypted connections alone': (template) =>
    bucketsOf(template).flatMap(([id, { Properties: bucket }]) => [
      ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].flatMap((setting) =>
        flaw(id, at(bucket, 'PublicAccessBlockConfiguration', setting) === true, `can be public: ${setting} is off`),
      ),
      ...flaw(id, at(bucket, 'OwnershipControls', 'Rules', 0, 'ObjectOwnership') === 'BucketOwnerEnforced', 'has ACLs'),
      ...flaw(id, at(bucket, 'BucketEncryption') !== undefined, 'says nothing of encryption'),
      ...flaw(id, at(bucket, 'VersioningConfiguration', 'Status') === 'Enabled', 'keeps no versions'),
      ...flaw(id, statementsFor(template, id).includes(JSON.stringify(refusal(id))), 'takes plain HTTP'),
    ]),

  'buckets forget old versions, lone delete markers and unfinished uploads': (template) =>
    bucketsOf(template).flatMap(([id, { Properties: bucket }]) => {
      const rules = [at(bucket, 'LifecycleConfiguration', 'Rules') ?? []].flat();
      const does = (...path: string[]) =>
        rules.some((rule) => at(rule, 'Status') === 'Enabled' && Boolean(at(rule, ...path)));
      return [
        ...flaw(id, does('NoncurrentVersionExpiration', 'NoncurrentDays'), 'keeps old versions for ever'),
        ...flaw(id, does('ExpiredObjectDeleteMarker'), 'keeps delete markers of nothing'),
        ...flaw(id, does('AbortIncompleteMultipartUpload', 'DaysAfterInitiation'), 'keeps parts of uploads'),
      ];
    }),

  'pages of this system alone may send to a bucket': (template) =>
    bucketsOf(template).flatMap(([id, { Properties: bucket }]) =>
      [at(bucket, 'CorsConfiguration', 'CorsRules') ?? []].flat().flatMap((rule) => {
        const writes = [at(rule, 'AllowedMethods')].flat().some((method) => method !== 'GET' && method !== 'HEAD');
        const origins = [at(rule, 'AllowedOrigins')].flat().map(String);
        return flaw(id, !writes || !origins.some((origin) => origin.includes('*')), 'lets any page send');
      }),
    ),

  'a topic has a policy of its own, and what a bucket tells of its objects, nobody else may publish': (template) => {
    const policies = ofType(template, 'AWS::SNS::TopicPolicy');
    return [
      ...ofType(template, 'AWS::SNS::Topic').flatMap(([id]) =>
        flaw(
          id,
          policies.some(([, policy]) => targetOf(at(policy.Properties, 'Topics', 0)) === id),
          'has no policy',
        ),
      ),
      ...bucketsOf(template).flatMap(([id, bucket]) =>
        topicsOf(bucket).flatMap((topic) => {
          const [policyId, policy] =
            policies.find(([, { Properties }]) => targetOf(at(Properties, 'Topics', 0)) === topic) ?? [];
          const statements = at(policy, 'Properties', 'PolicyDocument', 'Statement');
          const allowed = [
            publishing(topic, `arn:\${AWS::Partition}:s3:::${String(at(bucket.Properties, 'BucketName', 'Fn::Sub'))}`),
          ];
          return [
            ...flaw(
              id,
              JSON.stringify(statements) === JSON.stringify(allowed),
              `is not alone in publishing to ${topic}`,
            ),
            ...flaw(id, [bucket.DependsOn].flat().includes(policyId), `is made before it may publish to ${topic}`),
          ];
        }),
      ),
    ];
  },

  'a topic, and nobody else, may send to the queues that it feeds, as it got it': (template) =>
    ofType(template, 'AWS::SNS::Subscription').flatMap(([id, { Properties: subscription }]) => [
      ...flaw(id, subscription['Protocol'] === 'sqs', 'feeds no queue'),
      ...flaw(id, subscription['RawMessageDelivery'] === true, 'wraps what it delivers'),
      ...[subscription['Endpoint'], at(subscription, 'RedrivePolicy', 'deadLetterTargetArn')].flatMap((queue) => {
        const statements = ofType(template, 'AWS::SQS::QueuePolicy')
          .flatMap(([, policy]) => at(policy.Properties, 'PolicyDocument', 'Statement') as unknown[])
          .filter((statement) => targetOf(at(statement, 'Resource')) === targetOf(queue));
        const allowed = {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queue,
          Condition: { ArnEquals: { 'aws:SourceArn': subscription['TopicArn'] } },
        };
        return flaw(
          id,
          JSON.stringify(statements) === JSON.stringify([allowed]),
          `is not alone in sending to ${targetOf(queue)}`,
        );
      }),
    ]),

  'no function writes to the bucket whose objects start it': (template) =>
    bucketsOf(template).flatMap(([bucketId, bucket]) =>
      startedBy(template, topicsOf(bucket)).flatMap(([functionId, fn]) => {
        const role = template.Resources[targetOf(fn.Properties['Role']) ?? ''];
        const statements = at(role?.Properties, 'Policies', 0, 'PolicyDocument', 'Statement') as unknown[];
        const writing = statements.filter(
          (statement) =>
            [at(statement, 'Action')].flat().includes('s3:PutObject') && JSON.stringify(statement).includes(bucketId),
        );
        return flaw(functionId, writing.length === 0, `writes to ${bucketId}, which starts it`);
      }),
    ),
};

/** All but the framework's own, in which it keeps packages. */
export const bucketsOf = (template: Template): [string, Resource][] =>
  ofType(template, 'AWS::S3::Bucket').filter(([id]) => id !== 'ServerlessDeploymentBucket');

/** What a policy refuses to a connection without TLS. */
const refusal = (bucket: string) => ({
  Sid: 'encryptedConnectionsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [{ 'Fn::GetAtt': [bucket, 'Arn'] }, { 'Fn::Sub': `\${${bucket}.Arn}/*` }],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

const publishing = (topic: string, bucketArn: string) => ({
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: { Ref: topic },
  Condition: {
    ArnEquals: { 'aws:SourceArn': { 'Fn::Sub': bucketArn } },
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  },
});

/** The statements of a bucket's policy, as text. */
const statementsFor = (template: Template, bucket: string): string[] =>
  ofType(template, 'AWS::S3::BucketPolicy')
    .filter(([, policy]) => targetOf(policy.Properties['Bucket']) === bucket)
    .flatMap(([, policy]) => at(policy.Properties, 'PolicyDocument', 'Statement') as unknown[])
    .map((statement) => JSON.stringify(statement));

/** The topics that a bucket tells of its objects. */
const topicsOf = ({ Properties }: Resource): string[] =>
  [at(Properties, 'NotificationConfiguration', 'TopicConfigurations') ?? []]
    .flat()
    .flatMap((configuration) => targetOf(at(configuration, 'Topic')) ?? []);

/** The functions behind the queues that these topics feed. */
const startedBy = (template: Template, topics: readonly string[]): [string, Resource][] => {
  const queues = ofType(template, 'AWS::SNS::Subscription')
    .filter(([, { Properties }]) => topics.includes(targetOf(Properties['TopicArn']) ?? ''))
    .map(([, { Properties }]) => targetOf(Properties['Endpoint']));
  const functions = ofType(template, 'AWS::Lambda::EventSourceMapping')
    .filter(([, { Properties }]) => queues.includes(targetOf(Properties['EventSourceArn'])))
    .map(([, { Properties }]) => targetOf(Properties['FunctionName']));
  return ofType(template, 'AWS::Lambda::Function').filter(([id]) => functions.includes(id));
};
