import { type Rule, flaw } from './rule.ts';
import { bucketsOf, storageRules } from './storage-rules.ts';
import { at, ofType, type Resource, targetOf, type Template } from './template.ts';

/**
 * AWS has no resource-level permissions for these: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html and
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html
 */
const ONLY_STAR = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'rekognition:DetectLabels',
  'rekognition:DetectModerationLabels',
  'rekognition:DetectText',
];
/** A text to a number has no resource either; of functions that send some, and may send to nothing that has one: https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html */
const TEXTS = 'sns:Publish';
const FOURTEEN_DAYS = 14 * 24 * 3600;

/** The rules of this house, which no general linter knows. */
export const rules: Readonly<Record<string, Rule>> = {
  ...storageRules,

  'what cannot be made again outlives the stack': (template) =>
    ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::Events::Archive', 'AWS::SES::EmailIdentity']
      .flatMap((type) => ofType(template, type))
      .concat(bucketsOf(template))
      .flatMap(([id, { DeletionPolicy }]) => flaw(id, DeletionPolicy === 'Retain', 'is not retained')),

  'tables are protected, backed up, encrypted, and stream both images': (template) =>
    ofType(template, 'AWS::DynamoDB::Table').flatMap(([id, { Properties: table }]) => [
      ...flaw(id, table['BillingMode'] === 'PAY_PER_REQUEST', 'is not on demand'),
      ...flaw(id, table['DeletionProtectionEnabled'] === true, 'can be deleted'),
      ...flaw(
        id,
        at(table, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') === true,
        'has no point-in-time recovery',
      ),
      ...flaw(id, at(table, 'SSESpecification', 'SSEEnabled') === true, 'is not encrypted with a KMS key'),
      ...flaw(id, at(table, 'StreamSpecification', 'StreamViewType') === 'NEW_AND_OLD_IMAGES', 'streams no images'),
      ...flaw(id, at(table, 'TimeToLiveSpecification', 'AttributeName') === 'expiresAt', 'forgets nothing'),
    ]),

  'every queue has a dead-letter queue, which keeps for 14 days and has an alarm on the topic of the platform': (
    template,
  ) => {
    const alarmed = alarmsOf(template).map(([, alarm]) => targetOf(at(alarm.Properties, 'Dimensions', 0, 'Value')));
    return ofType(template, 'AWS::SQS::Queue').flatMap(([id, { Properties: queue }]) => {
      const target = targetOf(at(queue, 'RedrivePolicy', 'deadLetterTargetArn'));
      return target === undefined
        ? [
            ...flaw(id, alarmed.includes(id), 'is the end of a path and has no alarm'),
            ...flaw(id, queue['MessageRetentionPeriod'] === FOURTEEN_DAYS, 'keeps messages for less than 14 days'),
          ]
        : [
            ...flaw(id, target in template.Resources, 'has a dead-letter queue elsewhere'),
            ...flaw(id, Number(at(queue, 'RedrivePolicy', 'maxReceiveCount')) >= 3, 'gives up too early'),
          ];
    });
  },

  'a rule, and nobody else, may send to the queues that it feeds': (template) => {
    const statements = ofType(template, 'AWS::SQS::QueuePolicy').flatMap(([, policy]) =>
      (at(policy.Properties, 'PolicyDocument', 'Statement') as unknown[]).map((statement) => JSON.stringify(statement)),
    );
    return listeners(template).flatMap(([id, { Properties: rule }]) => [
      ...flaw(id, rule['EventBusName'] === 'longhouse-prod', 'is on another bus'),
      ...(rule['Targets'] as unknown[])
        .flatMap((target) => [at(target, 'Arn'), at(target, 'DeadLetterConfig', 'Arn')])
        .flatMap((queue) => {
          const allowed = {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue,
            Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] } } },
          };
          return flaw(
            id,
            queue !== undefined && statements.includes(JSON.stringify(allowed)),
            `may not send to ${targetOf(queue)}`,
          );
        }),
    ]);
  },

  'what a clock starts has an alarm on its failures: no queue keeps them': (template) => {
    const watched = alarmsOf(template)
      .filter(([, alarm]) => alarm.Properties['MetricName'] === 'Errors')
      .map(([, alarm]) => at(alarm.Properties, 'Dimensions', 0, 'Value'));
    return ofType(template, 'AWS::Events::Rule')
      .filter(isScheduled)
      .flatMap(([id, { Properties: rule }]) =>
        (rule['Targets'] as unknown[]).flatMap((target) => {
          const fn = template.Resources[targetOf(at(target, 'Arn')) ?? ''];
          return flaw(id, watched.includes(fn?.Properties['FunctionName']), 'may fail unseen');
        }),
      );
  },

  'every function has a role of its own, which names what it may do and on what': (template) => {
    const roles = ofType(template, 'AWS::Lambda::Function').map(([, fn]) => targetOf(fn.Properties['Role']));
    // S3 alone copies to a second region, API Gateway alone puts a request into a queue: with roles that are no function's.
    const users = (role: Resource) =>
      ['s3.amazonaws.com', 'apigateway.amazonaws.com'].includes(
        String(at(role.Properties, 'AssumeRolePolicyDocument', 'Statement', 0, 'Principal', 'Service')),
      )
        ? 0
        : 1;
    const sendsTexts = (role: string) =>
      ofType(template, 'AWS::Lambda::Function').some(
        ([, { Properties }]) =>
          targetOf(Properties['Role']) === role &&
          at(Properties, 'Environment', 'Variables', 'SMS_MONTHLY_SEGMENTS') !== undefined,
      ) &&
      (at(template.Resources[role], 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement') as unknown[]).some(
        (statement) => at(statement, 'Effect') === 'Deny' && at(statement, 'Action', 0) === TEXTS,
      );
    return ofType(template, 'AWS::IAM::Role').flatMap(([id, role]) => [
      ...flaw(
        id,
        roles.filter((used) => used === id).length === users(role),
        'is not the role of exactly one function',
      ),
      ...(at(role.Properties, 'Policies', 0, 'PolicyDocument', 'Statement') as unknown[]).flatMap((statement) => {
        const actions = [at(statement, 'Action')].flat().map(String);
        const everything = [at(statement, 'Resource')].flat().includes('*');
        return [
          ...flaw(id, !actions.some((action) => action.includes('*')), `allows ${actions.join()}`),
          ...flaw(
            id,
            !everything ||
              actions.every((action) => ONLY_STAR.includes(action) || (action === TEXTS && sendsTexts(id))),
            `allows ${actions.join()} on everything`,
          ),
        ];
      }),
    ]);
  },

  'logs are kept as long as the stage says': (template) => {
    const groups = ofType(template, 'AWS::Logs::LogGroup');
    const names = groups.map(([, group]) => group.Properties['LogGroupName']);
    return [
      ...groups.flatMap(([id, group]) => flaw(id, group.Properties['RetentionInDays'] === 365, 'is kept too long')),
      ...ofType(template, 'AWS::Lambda::Function').flatMap(([id, fn]) =>
        flaw(id, names.includes(`/aws/lambda/${String(fn.Properties['FunctionName'])}`), 'has no log group'),
      ),
    ];
  },

  'functions run on Node 24 and arm64, and find everything by convention': (template) =>
    ofType(template, 'AWS::Lambda::Function').flatMap(([id, { Properties: fn }]) => {
      const service = at(fn, 'Environment', 'Variables', 'SERVICE');
      const expected = {
        STAGE: 'prod',
        TABLE_NAME: `${String(service)}-prod`,
        EVENT_BUS_NAME: 'longhouse-prod',
        POWERTOOLS_SERVICE_NAME: service,
      };
      return [
        ...flaw(id, fn['Runtime'] === 'nodejs24.x', 'runs on another runtime'),
        ...flaw(id, at(fn, 'Architectures', 0) === 'arm64', 'runs on another processor'),
        ...flaw(id, String(fn['FunctionName']).startsWith(`${String(service)}-prod-`), 'has another name'),
        ...Object.entries(expected).flatMap(([name, value]) =>
          flaw(id, at(fn, 'Environment', 'Variables', name) === value, `has another ${name}`),
        ),
      ];
    }),

  'a queue takes back single messages in time, a stream whole batches': (template) =>
    ofType(template, 'AWS::Lambda::EventSourceMapping').flatMap(([id, { Properties: mapping }]) => {
      const fn = template.Resources[targetOf(mapping['FunctionName']) ?? '']?.Properties;
      const source = template.Resources[targetOf(mapping['EventSourceArn']) ?? ''];
      const visibility = Number(at(source, 'Properties', 'VisibilityTimeout'));
      // A time that was chosen says so: libs/build/serverless/work-queue.cjs
      const timeouts = at(source, 'Metadata', 'VisibilityTimeout') === 'chosen' ? 1 : 6;
      const reports = at(mapping, 'FunctionResponseTypes', 0) === 'ReportBatchItemFailures';
      const hasDeadLetters = at(fn, 'Environment', 'Variables', 'DEAD_LETTER_QUEUE_URL') !== undefined;
      return [
        ...flaw(id, hasDeadLetters, 'has a function that knows no dead-letter queue'),
        ...(at(mapping, 'EventSourceArn', 'Fn::GetAtt', 1) === 'StreamArn'
          ? [
              // The local engine loses what a stream's function reports: docs/decisions/0003-streams-throw.md
              ...flaw(id, !reports, 'reports single records of a stream'),
              ...flaw(
                id,
                at(mapping, 'DestinationConfig', 'OnFailure') !== undefined,
                'drops records that are too old',
              ),
            ]
          : [
              ...flaw(id, reports, 'takes back whole batches'),
              // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
              ...flaw(id, visibility >= timeouts * Number(fn?.['Timeout']), 'shows messages again too early'),
            ]),
      ];
    }),

  'a function that hands work on to its own queue says that it means to': (template) =>
    ofType(template, 'AWS::Lambda::EventSourceMapping').flatMap(([, { Properties: mapping }]) => {
      const [id = '', queue] = [targetOf(mapping['FunctionName']), targetOf(mapping['EventSourceArn'])];
      const fn = template.Resources[id]?.Properties;
      const role = template.Resources[targetOf(fn?.['Role']) ?? '']?.Properties;
      const handsOn = [at(role, 'Policies', 0, 'PolicyDocument', 'Statement')]
        .flat()
        .some(
          (statement) =>
            [at(statement, 'Action')].flat().includes('sqs:SendMessage') &&
            [at(statement, 'Resource')].flat().some((resource) => targetOf(resource) === queue),
        );
      // https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
      return flaw(id, !handsOn || fn?.['RecursiveLoop'] === 'Allow', 'is stopped by Lambda after 16 rounds');
    }),

  'a service deploys alone': (template) =>
    flaw('template', !JSON.stringify(template).includes('Fn::ImportValue'), 'imports from another stack'),
};

const isScheduled = ([, rule]: [string, Resource]): boolean => rule.Properties['ScheduleExpression'] !== undefined;

/** The rules that wait for events, and not for a time. */
const listeners = (template: Template): [string, Resource][] =>
  ofType(template, 'AWS::Events::Rule').filter((rule) => !isScheduled(rule));

/** The alarms that reach the topic of the platform. */
const alarmsOf = (template: Template): [string, Resource][] =>
  ofType(template, 'AWS::CloudWatch::Alarm').filter(([, alarm]) =>
    String(at(alarm.Properties, 'AlarmActions', 0, 'Fn::Sub')).endsWith(':longhouse-prod-alarms'),
  );
