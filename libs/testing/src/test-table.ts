import {
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { TestEngine } from './test-engine.ts';

export interface TestTable {
  readonly name: string;
  readonly client: DynamoDBClient;
}

/**
 * A table in the form that every service's has (DESIGN.md): `pk`, `sk`, `gsi1pk`, `gsi1sk` …, on demand, a stream of both images, time to
 * live on `expiresAt`.
 * @param indexes how many global secondary indexes, all attributes projected
 */
export const testTable = async (engine: TestEngine, { indexes = 1, name = 'table' } = {}): Promise<TestTable> => {
  const client = new DynamoDBClient(engine.client);
  const TableName = engine.unique(name);
  const gsis = Array.from({ length: indexes }, (_, index) => `gsi${index + 1}`);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['', ...gsis].flatMap((prefix) =>
        ['pk', 'sk'].map((key) => ({ AttributeName: `${prefix}${key}`, AttributeType: 'S' as const })),
      ),
      KeySchema: keys(''),
      ...(indexes > 0 && {
        GlobalSecondaryIndexes: gsis.map((prefix) => ({
          IndexName: prefix,
          KeySchema: keys(prefix),
          Projection: { ProjectionType: 'ALL' as const },
        })),
      }),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  await client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } }),
  );
  return { name: TableName, client };
};

const keys = (prefix: string): KeySchemaElement[] => [
  { AttributeName: `${prefix}pk`, KeyType: 'HASH' },
  { AttributeName: `${prefix}sk`, KeyType: 'RANGE' },
];
