import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { on } from './clients.ts';
import { inlineFunction } from './inline-function.ts';

/** Writes down the key of every record that it gets. */
const code = `exports.handler = async ({ Records }) => {
  for (const { dynamodb } of Records) console.log('got ' + dynamodb.Keys.id.S);
};`;

/** A table with a stream and a function of the same name; `read` maps the one to the other. */
export function streamedTable(name: string, { read = true } = {}): { resources: Record<string, object> } {
  const stream = { 'Fn::GetAtt': ['Table', 'StreamArn'] };
  const actions = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'];
  return {
    resources: {
      ...inlineFunction(name, code, [
        { Effect: 'Allow', Action: actions.map((action) => `dynamodb:${action}`), Resource: '*' },
      ]),
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        },
      },
      ...(read && {
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: stream, FunctionName: { Ref: 'Function' }, StartingPosition: 'TRIM_HORIZON' },
        },
      }),
    },
  };
}

/** Puts an item with this key. */
export async function put(engine: { endpoint: string }, table: string, id: string): Promise<void> {
  const tables = new DynamoDBClient(on(engine));
  await tables.send(new PutItemCommand({ TableName: table, Item: { id: { S: id } } }));
  tables.destroy();
}
