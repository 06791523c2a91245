import { randomUUID } from 'node:crypto';
import { convertToAttr, convertToNative, type marshallOptions, type unmarshallOptions } from '@aws-sdk/util-dynamodb';
import { withBase64 } from '../aws/base64.ts';
import type { SmallCommand } from '../aws/small-client.ts';
import type { DynamoDBClient } from './client-dynamodb.ts';
import { convert, type Shape } from './convert.ts';

/** How values and attributes are converted; as in the SDK. */
export interface TranslateConfig {
  readonly marshallOptions?: marshallOptions;
  readonly unmarshallOptions?: unmarshallOptions;
}

/** In the place of `@aws-sdk/lib-dynamodb` in bundles: plain values instead of attribute values. */
export class DynamoDBDocumentClient {
  readonly #client: DynamoDBClient;
  readonly #translate: TranslateConfig;

  constructor(client: DynamoDBClient, translate: TranslateConfig = {}) {
    this.#client = client;
    this.#translate = translate;
  }

  static from(client: DynamoDBClient, translate?: TranslateConfig): DynamoDBDocumentClient {
    return new DynamoDBDocumentClient(client, translate);
  }

  send(command: SmallCommand, options?: { abortSignal?: AbortSignal }): Promise<Record<string, unknown>> {
    return this.#client.send(command instanceof DocumentCommand ? command.under(this.#translate) : command, options);
  }

  destroy(): void {}
}

abstract class DocumentCommand implements SmallCommand {
  abstract readonly operation: string;
  protected abstract readonly request: Shape;
  protected abstract readonly answer: Shape;
  readonly input: object;
  #translate: TranslateConfig = {};

  constructor(input: object) {
    this.input = input;
  }

  under(translate: TranslateConfig): this {
    this.#translate = translate;
    return this;
  }

  wire(): unknown {
    const options = { convertTopLevelContainer: true, ...this.#translate.marshallOptions };
    return withBase64(convert(this.input, this.request, (value) => convertToAttr(value, options)));
  }

  finish(answer: Record<string, unknown>): Record<string, unknown> {
    const options = { convertWithoutMapWrapper: true, ...this.#translate.unmarshallOptions };
    return convert(answer, this.answer, (value) => convertToNative(value as never, options)) as Record<string, unknown>;
  }
}

const ATTRIBUTES = 'attributes';
const KEY = { Key: ATTRIBUTES } as const;
const CONDITION = { ExpressionAttributeValues: ATTRIBUTES } as const;
const OLD_OR_NEW = { Attributes: ATTRIBUTES, ItemCollectionMetrics: { ItemCollectionKey: ATTRIBUTES } } as const;
const PAGE = { Items: { '*': ATTRIBUTES }, LastEvaluatedKey: ATTRIBUTES } as const;
const FROM = { ExclusiveStartKey: ATTRIBUTES, ...CONDITION } as const;
const KEYS = { '*': { Keys: { '*': ATTRIBUTES } } } as const;
const WRITES = { '*': { '*': { PutRequest: { Item: ATTRIBUTES }, DeleteRequest: KEY } } } as const;
const METRICS = { '*': { '*': { ItemCollectionKey: ATTRIBUTES } } } as const;

export class BatchGetCommand extends DocumentCommand {
  readonly operation = 'BatchGetItem';
  protected readonly request = { RequestItems: KEYS };
  protected readonly answer = { Responses: { '*': { '*': ATTRIBUTES } }, UnprocessedKeys: KEYS } as const;
}
export class BatchWriteCommand extends DocumentCommand {
  readonly operation = 'BatchWriteItem';
  protected readonly request = { RequestItems: WRITES };
  protected readonly answer = { UnprocessedItems: WRITES, ItemCollectionMetrics: METRICS };
}
export class DeleteCommand extends DocumentCommand {
  readonly operation = 'DeleteItem';
  protected readonly request = { ...KEY, ...CONDITION };
  protected readonly answer = OLD_OR_NEW;
}
export class GetCommand extends DocumentCommand {
  readonly operation = 'GetItem';
  protected readonly request = KEY;
  protected readonly answer = { Item: ATTRIBUTES } as const;
}
export class PutCommand extends DocumentCommand {
  readonly operation = 'PutItem';
  protected readonly request = { Item: ATTRIBUTES, ...CONDITION } as const;
  protected readonly answer = OLD_OR_NEW;
}
export class QueryCommand extends DocumentCommand {
  readonly operation = 'Query';
  protected readonly request = FROM;
  protected readonly answer = PAGE;
}
export class ScanCommand extends DocumentCommand {
  readonly operation = 'Scan';
  protected readonly request = FROM;
  protected readonly answer = PAGE;
}
export class TransactGetCommand extends DocumentCommand {
  readonly operation = 'TransactGetItems';
  protected readonly request = { TransactItems: { '*': { Get: KEY } } };
  protected readonly answer = { Responses: { '*': { Item: ATTRIBUTES } } } as const;
}
export class TransactWriteCommand extends DocumentCommand {
  readonly operation = 'TransactWriteItems';
  protected readonly request = {
    TransactItems: {
      '*': {
        ConditionCheck: { ...KEY, ...CONDITION },
        Put: { Item: ATTRIBUTES, ...CONDITION },
        Delete: { ...KEY, ...CONDITION },
        Update: { ...KEY, ...CONDITION },
      },
    },
  } as const;
  protected readonly answer = { ItemCollectionMetrics: METRICS };

  override wire(): unknown {
    return { ClientRequestToken: randomUUID(), ...(super.wire() as object) };
  }
}
export class UpdateCommand extends DocumentCommand {
  readonly operation = 'UpdateItem';
  protected readonly request = { ...KEY, ...CONDITION };
  protected readonly answer = OLD_OR_NEW;
}
