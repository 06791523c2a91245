import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

let client: DynamoDBClient | undefined;

/** The one DynamoDB client of this process; region, credentials and endpoint come from the environment. */
export function dynamoDB(): DynamoDBClient {
  return (client ??= new DynamoDBClient({}));
}

/**
 * The table of this service, by TABLE_NAME.
 * @throws Error when it is not set
 */
export function tableName(): string {
  const name = process.env['TABLE_NAME'];
  if (name === undefined || name === '')
    throw new Error('TABLE_NAME is not set: a service has one table, and its name comes from the environment');
  return name;
}
