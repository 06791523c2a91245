import { packaged } from './packaged.ts';
import { rules } from './rules.ts';
import type { Json, Template } from './template.ts';

let users: Template;

beforeAll(async () => {
  users = await packaged('users', 'prod');
}, 180_000);

/** The template with something in it replaced; undefined takes it away. */
function broken(path: readonly (string | number)[], value: unknown): Template {
  const copy = structuredClone(users);
  const holder = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Json)[key as string], copy);
  Reflect.set(holder as object, path.at(-1) ?? '', value);
  return copy;
}

const table = ['Resources', 'Table', 'Properties'];
const queue = ['Resources', 'EraseUserQueue', 'Properties'];
const deadLetters = ['Resources', 'EraseUserDeadLetterQueue', 'Properties'];
const alarm = ['Resources', 'EraseUserDeadLetterAlarm', 'Properties'];
const rule = ['Resources', 'EraseUserRule', 'Properties'];
const policy = ['Resources', 'EraseUserQueuePolicy', 'Properties', 'PolicyDocument', 'Statement'];
const role = ['Resources', 'GetDashmeRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'];
const fn = ['Resources', 'EraseDashuserLambdaFunction', 'Properties'];
const fromQueue = ['Resources', 'EraseDashuserEventSourceMappingSQSEraseUserQueue', 'Properties'];
const fromStream = ['Resources', 'RelayEventSourceMappingDynamodbTable', 'Properties'];

const flawsOf = (template: Template) => Object.values(rules).flatMap((find) => find(template));

describe('the rules find', () => {
  it.each<[string, readonly (string | number)[], unknown]>([
    ['Table is not retained', ['Resources', 'Table', 'DeletionPolicy'], 'Delete'],
    ['UserPool is not retained', ['Resources', 'UserPool', 'DeletionPolicy'], undefined],
    ['Table can be deleted', [...table, 'DeletionProtectionEnabled'], false],
    ['Table has no point-in-time recovery', [...table, 'PointInTimeRecoverySpecification'], undefined],
    ['Table is not encrypted with a KMS key', [...table, 'SSESpecification'], undefined],
    ['Table streams no images', [...table, 'StreamSpecification', 'StreamViewType'], 'KEYS_ONLY'],
    ['Table forgets nothing', [...table, 'TimeToLiveSpecification'], undefined],
    ['Table is not on demand', [...table, 'BillingMode'], 'PROVISIONED'],
    ['EraseUserQueue is the end of a path and has no alarm', [...queue, 'RedrivePolicy'], undefined],
    ['EraseUserQueue gives up too early', [...queue, 'RedrivePolicy', 'maxReceiveCount'], 1],
    ['EraseUserDeadLetterQueue keeps messages for less than 14 days', [...deadLetters, 'MessageRetentionPeriod'], 60],
    ['EraseUserDeadLetterQueue is the end of a path and has no alarm', [...alarm, 'AlarmActions'], []],
    ['EraseUserRule is on another bus', [...rule, 'EventBusName'], 'default'],
    ['EraseUserRule may not send to EraseUserQueue', policy, []],
    ['EraseUserRule may not send to undefined', [...rule, 'Targets', 0, 'DeadLetterConfig'], undefined],
    [
      'GetDashmeRole is not the role of exactly one function',
      [...fn, 'Role'],
      { 'Fn::GetAtt': ['GetDashmeRole', 'Arn'] },
    ],
    ['GetDashmeRole allows dynamodb:*', [...role, 2, 'Action'], 'dynamodb:*'],
    ['GetDashmeRole allows dynamodb:GetItem on everything', [...role, 2, 'Resource'], '*'],
    [
      'EraseDashuserLogGroup is kept too long',
      ['Resources', 'EraseDashuserLogGroup', 'Properties', 'RetentionInDays'],
      undefined,
    ],
    ['EraseDashuserLambdaFunction has no log group', [...fn, 'FunctionName'], 'users-prod-other'],
    ['EraseDashuserLambdaFunction runs on another runtime', [...fn, 'Runtime'], 'nodejs22.x'],
    ['EraseDashuserLambdaFunction runs on another processor', [...fn, 'Architectures'], undefined],
    [
      'EraseDashuserLambdaFunction has another TABLE_NAME',
      [...fn, 'Environment', 'Variables', 'TABLE_NAME'],
      'images-prod',
    ],
    ['takes back whole batches', [...fromQueue, 'FunctionResponseTypes'], undefined],
    ['shows messages again too early', [...queue, 'VisibilityTimeout'], 60],
    ['reports single records of a stream', [...fromStream, 'FunctionResponseTypes'], ['ReportBatchItemFailures']],
    ['drops records that are too old', [...fromStream, 'DestinationConfig'], undefined],
    [
      'has a function that knows no dead-letter queue',
      [...fn, 'Environment', 'Variables', 'DEAD_LETTER_QUEUE_URL'],
      undefined,
    ],
    [
      'EraseDashuserLambdaFunction is stopped by Lambda after 16 rounds',
      ['Resources', 'EraseDashuserRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'],
      [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: [{ 'Fn::GetAtt': ['EraseUserQueue', 'Arn'] }] }],
    ],
    ['template imports from another stack', [...table, 'TableName'], { 'Fn::ImportValue': 'x' }],
  ])('%s', (found, path, value) => {
    expect(flawsOf(broken(path, value)).join('\n')).toContain(found);
  });

  it('no fault with a queue whose time was chosen, unless it is shorter than its function may take', () => {
    // Prepare
    const Metadata = { VisibilityTimeout: 'chosen' };
    const chosen = (VisibilityTimeout: number) => {
      const { EraseUserQueue, ...Resources } = users.Resources;
      if (!EraseUserQueue) throw new Error('no such queue');
      const Properties = { ...EraseUserQueue.Properties, VisibilityTimeout };
      return { Resources: { ...Resources, EraseUserQueue: { ...EraseUserQueue, Metadata, Properties } } };
    };
    const { Timeout } = users.Resources['EraseDashuserLambdaFunction']?.Properties ?? {};
    // Act
    const [fair, early] = [chosen(Number(Timeout)), chosen(Number(Timeout) - 1)].map(flawsOf);
    // Assess
    expect(fair).toEqual([]);
    expect(early?.join()).toContain('shows messages again too early');
  });
});
