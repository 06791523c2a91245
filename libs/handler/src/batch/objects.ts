import { correlationIdFrom, type Log } from '@libs/observability';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Logic, type Preset, preset } from '../logic.ts';
import { checkOptions, type PresetOptions } from '../options.ts';
import type { SendToQueue } from './dead-letter.ts';
import { sqsRecords, type Work } from './records.ts';
import { type CreatedObject, createdObjects } from './s3-notification.ts';

export interface ObjectsInput {
  readonly object: CreatedObject;
  /** How often this message was received, this time included. */
  readonly receiveCount: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface ObjectsOptions extends PresetOptions {
  /**
   * The correlation id of what led to the object, such as the one that its item keeps; undefined or one that is not safe: the message's id. What it throws
   * decides the object's fate like what the code throws.
   */
  readonly correlationOf?: (object: CreatedObject) => Promise<string | undefined>;
  /** How a message reaches the dead-letter queue; default: SQS at DEAD_LETTER_QUEUE_URL. */
  readonly send?: SendToQueue;
}

/**
 * The preset of a queue of new objects: S3 `ObjectCreated` -> SNS (raw delivery or not) -> SQS -> this, or straight from S3. Other notifications of S3 are dropped. The code
 * gets an object at a time, those of one message one after the other, and must be idempotent: a message of which one object fails comes again as a whole,
 * and S3 may tell of an object more than once.
 * @example
 * export const handler = objects(async ({ object }, make = makeRenditions) => make(object), { correlationOf });
 */
export function objects<L extends Logic<ObjectsInput, void>>(
  logic: L,
  options: ObjectsOptions = {},
): Preset<SQSEvent, SQSBatchResponse, L> {
  checkOptions('objects', options, ['correlationOf', 'send', 'use']);
  const { correlationOf = async () => undefined, ...rest } = options;

  async function read(record: SQSRecord): Promise<Work[]> {
    return Promise.all(createdObjects(record.body).map(async (object) => workOf(object, record)));
  }

  async function workOf(object: CreatedObject, { messageId, attributes }: SQSRecord): Promise<Work> {
    const about = { operation: 'ObjectCreated', extra: { object_key: object.key.slice(0, 1024) } };
    const correlated = (id?: string) => ({
      correlation: { correlationId: correlationIdFrom(id, messageId), causationId: messageId },
    });
    try {
      return {
        ...about,
        ...correlated(await correlationOf(object)),
        async run(tools) {
          await logic({ object, receiveCount: Number(attributes.ApproximateReceiveCount), ...tools });
        },
      };
    } catch (error) {
      return { ...about, ...correlated(), run: async () => Promise.reject(error) };
    }
  }

  return preset(sqsRecords({ trigger: 'queue', read, ...rest }), logic);
}
