import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import type { MessageBody } from '@libs/contracts';
import { Retryable } from '@libs/contracts/errors';
import { refusedOf, sendAgain } from '@libs/messaging/send-again';
import { correlation } from '@libs/observability';
import type { FanOutStep } from '../contract/topics.ts';

/** A part of a fan-out. */
export type Step = MessageBody<typeof FanOutStep>;

/** Of one call: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MOST_ENTRIES = 10;

let client: SQSClient | undefined;

/** The queue FAN_OUT_QUEUE_URL, which the function `fan-out` works off and fills. */
export const fanOutQueue = { send };

/**
 * Hands on parts of a fan-out under the present correlation. What the queue refused is sent again, and it alone, three times with growing pauses.
 * @throws Retryable when some could not be sent: those that were may be sent once more
 * @throws Error when FAN_OUT_QUEUE_URL is not set
 */
async function send(
  steps: readonly Step[],
  sqs: Pick<SQSClient, 'send'> = (client ??=
    new SQSClient({})),
): Promise<void> {
  const QueueUrl = process.env['FAN_OUT_QUEUE_URL'];
  if (QueueUrl === undefined || QueueUrl === '')
    throw new Error('FAN_OUT_QUEUE_URL is not set: see functions/topics.yml');
  for (let start = 0; start < steps.length; start += MOST_ENTRIES) {
    await sendLot(QueueUrl, steps.slice(start, start + MOST_ENTRIES).map(toEntry), sqs);
  }
}

async function sendLot(
  QueueUrl: string,
  lot: readonly SendMessageBatchRequestEntry[],
  sqs: Pick<SQSClient, 'send'>,
): Promise<void> {
  await sendAgain(
    lot,
    async (entries) => {
      const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [...entries] }));
      return refusedOf(entries, Failed);
    },
    (left, codes) => new Retryable('fan-out-not-handed-on', `The queue refused ${left} of ${lot.length}: ${codes}`),
  );
}

function toEntry(step: Step, index: number): SendMessageBatchRequestEntry {
  const { correlationId } = correlation() ?? {};
  return {
    Id: String(index),
    MessageBody: JSON.stringify(step),
    ...(correlationId === undefined
      ? {}
      : { MessageAttributes: { correlationId: { DataType: 'String', StringValue: correlationId } } }),
  };
}
