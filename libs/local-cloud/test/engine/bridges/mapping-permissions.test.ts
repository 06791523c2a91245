import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { on } from '../support/clients.ts';
import { inlineFunction } from '../support/inline-function.ts';
import { refusalOf } from '../support/person.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';

const code = 'exports.handler = async () => {};';
const needed = {
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  stream: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
};
const sources = {
  queue: { resource: { Type: 'AWS::SQS::Queue' }, arn: { 'Fn::GetAtt': ['Source', 'Arn'] } },
  stream: {
    resource: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
    arn: { 'Fn::GetAtt': ['Source', 'StreamArn'] },
  },
};
const messages = {
  queue: 'The provided execution role does not have permissions to call',
  stream:
    'Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions',
};
type Kind = keyof typeof sources;
const cases = (['queue', 'stream'] as const).flatMap((kind) => needed[kind].map((action) => [kind, action] as const));

let count = 0;

/** A function whose role may do these things, mapped to its source in the template or not. */
function mapped(engine: { endpoint: string }, kind: Kind, actions: string[], inTemplate = true) {
  const name = `mapped-${(count += 1)}`;
  const { resource, arn } = sources[kind];
  const mapping = {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: arn, FunctionName: { Ref: 'Function' }, StartingPosition: 'TRIM_HORIZON' },
  };
  const allowed = { Effect: 'Allow', Action: actions, Resource: arn };
  const resources = {
    Source: resource,
    ...inlineFunction(name, code, [allowed]),
    ...(inTemplate && { Mapping: mapping }),
  };
  return deploy(engine, { resources, outputs: { Source: arn, Name: name } }, name);
}

describe('a mapping whose role may not read its source', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it.each(['queue', 'stream'] as const)('of a %s is made on the untouched engine: still to be mended', async (kind) => {
    const { status } = await mapped(untouched(), kind, ['logs:CreateLogStream']);
    expect(status).toBe('CREATE_COMPLETE');
  });

  it.each(cases)('of a %s fails the stack without %s when mended', async (kind, action) => {
    const { status } = await mapped(
      mended(),
      kind,
      needed[kind].filter((other) => other !== action),
    );
    expect(status).toBe('ROLLBACK_COMPLETE');
  });

  it.each(['queue', 'stream'] as const)("of a %s is refused over the API with AWS's message", async (kind) => {
    const { outputs } = await mapped(mended(), kind, ['logs:CreateLogStream'], false);
    const lambda = new LambdaClient(on(mended()));
    const input = { FunctionName: outputs.Name, EventSourceArn: outputs.Source, StartingPosition: 'LATEST' as const };
    const refusal = await refusalOf(lambda.send(new CreateEventSourceMappingCommand(input)));
    lambda.destroy();
    expect(refusal).toMatch(/^InvalidParameterValueException: /);
    expect(refusal).toContain(messages[kind]);
  });

  it.each(['queue', 'stream'] as const)('of a %s is made when the role may do all that AWS asks for', async (kind) => {
    const { status } = await mapped(mended(), kind, needed[kind]);
    expect(status).toBe('CREATE_COMPLETE');
  });
});
