import { randomUUID } from 'node:crypto';
import { withBase64 } from '../aws/base64.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';
import { reviveBytes } from './bytes.ts';
import { DynamoDBServiceException, exceptions } from './exceptions.ts';

export * from './exceptions.ts';

/** In the place of `@aws-sdk/client-dynamodb` in bundles: the operations on items. Tables are made by CloudFormation. */
export class DynamoDBClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'DynamoDB',
        signingName: 'dynamodb',
        target: 'DynamoDB_20120810',
        contentType: 'application/x-amz-json-1.0',
        maxAttempts: 4,
        baseDelay: 25,
        exceptions,
        exception: DynamoDBServiceException,
        revive: reviveBytes,
      },
      config,
    );
  }
}

abstract class DynamoDBCommand implements SmallCommand {
  abstract readonly operation: string;
  readonly input: object;

  constructor(input: object) {
    this.input = input;
  }

  wire(): unknown {
    return withBase64(this.input);
  }
}

export class BatchGetItemCommand extends DynamoDBCommand {
  readonly operation = 'BatchGetItem';
}
export class BatchWriteItemCommand extends DynamoDBCommand {
  readonly operation = 'BatchWriteItem';
}
export class DeleteItemCommand extends DynamoDBCommand {
  readonly operation = 'DeleteItem';
}
export class GetItemCommand extends DynamoDBCommand {
  readonly operation = 'GetItem';
}
export class PutItemCommand extends DynamoDBCommand {
  readonly operation = 'PutItem';
}
export class QueryCommand extends DynamoDBCommand {
  readonly operation = 'Query';
}
export class ScanCommand extends DynamoDBCommand {
  readonly operation = 'Scan';
}
export class TransactGetItemsCommand extends DynamoDBCommand {
  readonly operation = 'TransactGetItems';
}
export class TransactWriteItemsCommand extends DynamoDBCommand {
  readonly operation = 'TransactWriteItems';

  /** With a token: a retry of a transaction whose answer was lost does not happen twice. */
  override wire(): unknown {
    return withBase64({ ClientRequestToken: randomUUID(), ...this.input });
  }
}
export class UpdateItemCommand extends DynamoDBCommand {
  readonly operation = 'UpdateItem';
}
