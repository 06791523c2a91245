import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';

/** Reads a whole table: for a benchmark alone. */
export async function* itemsOf(endpoint: string, TableName: string): AsyncGenerator<Record<string, AttributeValue>> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  try {
    for await (const { Items = [] } of paginateScan({ client }, { TableName })) yield* Items;
  } finally {
    client.destroy();
  }
}
