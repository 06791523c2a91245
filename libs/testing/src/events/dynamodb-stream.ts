import { createHash } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

type Item = Record<string, unknown>;

/** What happened to one item: only `after` is an insertion, only `before` a removal, both a change. */
export interface Change {
  before?: Item;
  after?: Item;
  /** Removed by DynamoDB because its time to live ended, not by a caller. */
  expired?: boolean;
}

export interface StreamOptions {
  table?: string;
  /** Epoch milliseconds of the write; streams have it in whole seconds. */
  at?: number;
}

/**
 * Records of a table's stream (NEW_AND_OLD_IMAGES) from plain items. The same changes give the same event ids, as a stream that is read
 * twice does.
 * Source of the shape: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 * @throws TypeError for a change of which neither image is given.
 * @example streamEvent([{ after: { pk: 'user#1', sk: 'profile', handle: 'ada' } }])
 */
export const streamEvent = (
  changes: readonly Change[],
  { table = 'users-local', at = Date.now() }: StreamOptions = {},
): DynamoDBStreamEvent => ({ Records: changes.map((change, index) => record(change, index, table, at)) });

const record = (
  { before, after, expired = false }: Change,
  index: number,
  table: string,
  at: number,
): DynamoDBRecord => {
  const item = after ?? before;
  if (item === undefined) throw new TypeError('A change has the item before it, after it or both: none was given.');
  const created = Math.floor(at / 1000);
  return {
    eventID: createHash('md5')
      .update(JSON.stringify([before, after, index]))
      .digest('hex'),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-central-1',
    dynamodb: {
      ApproximateCreationDateTime: created,
      Keys: image({ pk: item['pk'], sk: item['sk'] }),
      ...(after && { NewImage: image(after) }),
      ...(before && { OldImage: image(before) }),
      // 21 digits and more on AWS: never a number.
      SequenceNumber: String(400_000_000_000_000_000_000n + BigInt(index)),
      SizeBytes: JSON.stringify([before, after]).length,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    ...(expired && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
    eventSourceARN: `arn:aws:dynamodb:eu-central-1:000000000000:table/${table}/stream/2026-11-21T10:00:00.000`,
  };
};

/** The SDK's attribute values carry bytes as Uint8Array; over the wire, and so in an event, they are base64. */
const image = (item: Item): Record<string, AttributeValue> =>
  JSON.parse(
    JSON.stringify(marshall(item, { removeUndefinedValues: true }), (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  ) as Record<string, AttributeValue>; // parsed from what marshall made
