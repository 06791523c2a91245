import * as wholeClient from '@aws-sdk/client-dynamodb';
import * as wholeDocument from '@aws-sdk/lib-dynamodb';
import { testEngine, testTable } from '@libs/testing';
import * as smallClient from '../../src/stand-ins/dynamodb/client-dynamodb.ts';
import * as smallDocument from '../../src/stand-ins/dynamodb/lib-dynamodb.ts';

interface Sdk extends Omit<typeof wholeDocument, keyof typeof wholeClient> {
  readonly client: typeof wholeClient;
  readonly document: typeof wholeDocument;
}

/** One of the two. A bundle's stand-in is typed by the package that it stands for, hence the casts. */
function sdk(client: unknown, document: unknown): Sdk {
  return {
    ...(document as typeof wholeDocument),
    client: client as typeof wholeClient,
    document: document as typeof wholeDocument,
  };
}

const whole = sdk(wholeClient, wholeDocument);
const small = sdk(smallClient, smallDocument);

/** What a call gave or threw, without what differs from call to call. */
async function outcome(sdkOfCall: Sdk, call: () => Promise<unknown>, table: string): Promise<unknown> {
  try {
    return comparable(await call(), table);
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    const classes = sdkOfCall.client as unknown as Record<string, new () => Error>;
    const isA = Object.keys(smallClient).filter(
      (name) => name.endsWith('Exception') && thrown instanceof (classes[name] as new () => Error),
    );
    return comparable(
      { ...Object.fromEntries(Object.entries(thrown)), name: thrown.name, message: thrown.message, isA: isA.sort() },
      table,
    );
  }
}

function comparable(value: unknown, table: string): unknown {
  const text = JSON.stringify(value, (key, held: unknown) => {
    if (key === '$metadata') {
      const { httpStatusCode, attempts, totalRetryDelay } = held as Record<string, unknown>;
      return { httpStatusCode, attempts, totalRetryDelay };
    }
    if (['$response', '$service', '$retryable', '__type'].includes(key)) return undefined;
    if (held instanceof Set) return { set: [...(held as Set<unknown>)].map((item) => comparable(item, table)) };
    if (held instanceof Uint8Array) return { bytes: Buffer.from(held).toString('hex') };
    return held;
  });
  return JSON.parse(text.replaceAll(table, 'TABLE')) as unknown;
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const key = (sk: string) => ({ pk: { S: 'a' }, sk: { S: sk } });
const odd = {
  ...key('1'),
  text: { S: 'emoji 👩‍🚀, שלום, "quotes" and \\ \n' },
  empty: { S: '' },
  number: { N: '12345678901234567890.5' },
  bytes: { B: bytes('hello') },
  manyBytes: { BS: [bytes('x'), bytes('yz')] },
  texts: { SS: ['x', 'y'] },
  B: { S: 'an attribute called B' },
  BS: { L: [{ B: bytes('in a list') }, { M: { B: { B: bytes('deep') }, BS: { S: 's' } } }] },
  nothing: { NULL: true },
  yes: { BOOL: true },
};

type Step = readonly [
  name: string,
  (sdk: Sdk, client: wholeClient.DynamoDBClient, TableName: string) => Promise<unknown>,
];

const STEPS: readonly Step[] = [
  [
    'PutItem',
    ({ client: { PutItemCommand } }, client, TableName) => client.send(new PutItemCommand({ TableName, Item: odd })),
  ],
  [
    'PutItem with the old item and capacity',
    ({ client: { PutItemCommand } }, client, TableName) =>
      client.send(
        new PutItemCommand({ TableName, Item: odd, ReturnValues: 'ALL_OLD', ReturnConsumedCapacity: 'TOTAL' }),
      ),
  ],
  [
    'PutItem against a condition, with the item that is there',
    ({ client: { PutItemCommand } }, client, TableName) =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: odd,
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
  ],
  [
    'GetItem',
    ({ client: { GetItemCommand } }, client, TableName) =>
      client.send(new GetItemCommand({ TableName, Key: key('1'), ConsistentRead: true })),
  ],
  [
    'GetItem of nothing',
    ({ client: { GetItemCommand } }, client, TableName) =>
      client.send(new GetItemCommand({ TableName, Key: key('no') })),
  ],
  [
    'UpdateItem',
    ({ client: { UpdateItemCommand } }, client, TableName) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: key('1'),
          UpdateExpression: 'SET #n = :n',
          ExpressionAttributeNames: { '#n': 'number' },
          ExpressionAttributeValues: { ':n': { N: '7' } },
          ReturnValues: 'ALL_NEW',
        }),
      ),
  ],
  [
    'BatchWriteItem',
    ({ client: { BatchWriteItemCommand } }, client, TableName) =>
      client.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [TableName]: ['2', '3', '4'].map((sk) => ({
              PutRequest: { Item: { ...key(sk), bytes: { B: bytes(sk) } } },
            })),
          },
        }),
      ),
  ],
  [
    'BatchGetItem',
    ({ client: { BatchGetItemCommand } }, client, TableName) =>
      client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('2'), key('no')] } } })),
  ],
  [
    'Query, a page of it',
    ({ client: { QueryCommand } }, client, TableName) =>
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'a' } },
          Limit: 2,
        }),
      ),
  ],
  ['Scan', ({ client: { ScanCommand } }, client, TableName) => client.send(new ScanCommand({ TableName, Limit: 10 }))],
  [
    'TransactWriteItems',
    ({ client: { TransactWriteItemsCommand } }, client, TableName) =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName, Item: { ...key('t'), bytes: { B: bytes('t') } } } },
            { Delete: { TableName, Key: key('4') } },
          ],
        }),
      ),
  ],
  [
    'TransactWriteItems that is cancelled, with reasons',
    ({ client: { TransactWriteItemsCommand } }, client, TableName) =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName, Item: key('u') } },
            {
              ConditionCheck: {
                TableName,
                Key: key('t'),
                ConditionExpression: 'attribute_not_exists(pk)',
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
          ],
        }),
      ),
  ],
  [
    'TransactGetItems',
    ({ client: { TransactGetItemsCommand } }, client, TableName) =>
      client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key('t') } }] })),
  ],
  [
    'DeleteItem',
    ({ client: { DeleteItemCommand } }, client, TableName) =>
      client.send(new DeleteItemCommand({ TableName, Key: key('t'), ReturnValues: 'ALL_OLD' })),
  ],
  [
    'a table that is not there',
    ({ client: { GetItemCommand } }, client, TableName) =>
      client.send(new GetItemCommand({ TableName: `${TableName}-not-there`, Key: key('1') })),
  ],
  [
    'an expression that is wrong',
    ({ client: { UpdateItemCommand } }, client, TableName) =>
      client.send(new UpdateItemCommand({ TableName, Key: key('1'), UpdateExpression: 'SET nonsense' })),
  ],
  [
    'plain values: put',
    ({ DynamoDBDocumentClient, PutCommand }, client, TableName) =>
      DynamoDBDocumentClient.from(client).send(
        new PutCommand({
          TableName,
          Item: {
            pk: 'd',
            sk: '1',
            n: 1.5,
            list: [1, 'a', null, true],
            map: { deep: { er: 'x' } },
            set: new Set(['x', 'y']),
            bytes: bytes('b'),
          },
        }),
      ),
  ],
  [
    'plain values: put with something undefined, left out on request',
    ({ DynamoDBDocumentClient, PutCommand }, client, TableName) =>
      DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }).send(
        new PutCommand({ TableName, Item: { pk: 'd', sk: '2', top: undefined, map: { deep: undefined } } }),
      ),
  ],
  [
    'plain values: put with something undefined',
    ({ DynamoDBDocumentClient, PutCommand }, client, TableName) =>
      DynamoDBDocumentClient.from(client).send(
        new PutCommand({ TableName, Item: { pk: 'd', sk: '3', map: { deep: undefined } } }),
      ),
  ],
  [
    'plain values, as ElectroDB sends them: get',
    ({ GetCommand }, client, TableName) =>
      client.send(new GetCommand({ TableName, Key: { pk: 'd', sk: '1' } }) as never),
  ],
  [
    'plain values: update',
    ({ UpdateCommand }, client, TableName) =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: 'd', sk: '1' },
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'ALL_NEW',
        }) as never,
      ),
  ],
  [
    'plain values: a page of a query and the next one',
    async ({ document: { QueryCommand } }, client, TableName) => {
      const page = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'a' },
        Limit: 1,
      };
      const first: wholeDocument.QueryCommandOutput = await client.send(new QueryCommand(page) as never);
      const { LastEvaluatedKey } = first;
      return [
        first,
        await client.send(
          new QueryCommand({ ...page, ...(LastEvaluatedKey ? { ExclusiveStartKey: LastEvaluatedKey } : {}) }) as never,
        ),
      ];
    },
  ],
  [
    'plain values: scan',
    ({ document: { ScanCommand } }, client, TableName) => client.send(new ScanCommand({ TableName }) as never),
  ],
  [
    'plain values: batches',
    async ({ BatchGetCommand, BatchWriteCommand }, client, TableName) => [
      await client.send(
        new BatchWriteCommand({
          RequestItems: {
            [TableName]: [
              { PutRequest: { Item: { pk: 'b', sk: '1', n: 1 } } },
              { DeleteRequest: { Key: { pk: 'd', sk: '2' } } },
            ],
          },
        }) as never,
      ),
      await client.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [{ pk: 'b', sk: '1' }] } } }) as never,
      ),
    ],
  ],
  [
    'plain values: transactions',
    async ({ TransactGetCommand, TransactWriteCommand }, client, TableName) => [
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: { pk: 'x', sk: '1', n: 1 } } },
            {
              Update: {
                TableName,
                Key: { pk: 'b', sk: '1' },
                UpdateExpression: 'SET n = :n',
                ConditionExpression: 'n = :old',
                ExpressionAttributeValues: { ':n': 2, ':old': 1 },
              },
            },
          ],
        }) as never,
      ),
      await client.send(
        new TransactGetCommand({
          TransactItems: [
            { Get: { TableName, Key: { pk: 'b', sk: '1' } } },
            { Get: { TableName, Key: { pk: 'no', sk: 'no' } } },
          ],
        }) as never,
      ),
    ],
  ],
  [
    'plain values: delete',
    ({ DeleteCommand }, client, TableName) =>
      client.send(new DeleteCommand({ TableName, Key: { pk: 'x', sk: '1' }, ReturnValues: 'ALL_OLD' }) as never),
  ],
];

describe('the small DynamoDB client', () => {
  it('gives and throws on every operation what the SDK gives and throws', async () => {
    // Prepare
    const engine = await testEngine();
    const [forWhole, forSmall] = [await testTable(engine), await testTable(engine)];
    const wholeOne = new whole.client.DynamoDBClient(engine.client);
    const smallOne = new small.client.DynamoDBClient(engine.client);
    for (const [name, step] of STEPS) {
      // Act
      const real = await outcome(whole, () => step(whole, wholeOne, forWhole.name), forWhole.name);
      const standIn = await outcome(small, () => step(small, smallOne, forSmall.name), forSmall.name);
      // Assess
      expect([name, standIn]).toEqual([name, real]);
    }
  }, 60_000);

  it('refuses an option that it does not know, when it is made', () => {
    expect(() => new small.client.DynamoDBClient({ logger: console })).toThrow(
      'logger: unknown to the small DynamoDB client',
    );
  });
});
