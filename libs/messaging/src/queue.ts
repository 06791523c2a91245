import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { Retryable, Unprocessable } from '@libs/contracts/errors';
import { correlation } from '@libs/observability';
import { lots } from './lots.ts';
import { refusedOf, sendAgain } from './send-again.ts';

/** What is about to be sent to a queue. */
export interface QueueMessage {
  /** Sent as JSON. */
  readonly body: unknown;
  /** Whole seconds, 0 to 900, before it is there to be received; absent: the queue's own delay. */
  readonly delaySeconds?: number;
  /** Of what led to it; default: the present one. */
  readonly correlationId?: string;
}

type Entry = SendMessageBatchRequestEntry;

/** Of one call, and of one message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MOST = { entries: 10, bytes: 1024 * 1024 };
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-timers.html */
const LONGEST_DELAY = 900;
/** Calls at a time. */
const LANES = 5;

let client: SQSClient | undefined;

/**
 * Sends messages to a queue, in as few calls as their number and size allow, five at a time. What the queue refused is sent again, and it
 * alone, three times with growing pauses. The preset `queue` handles each under its message attribute `correlationId`.
 * @throws RangeError for a delay that SQS does not have, Unprocessable `message-too-large` over 1 MiB: nothing has been sent
 * @throws Retryable `messages-not-sent` when the queue went on refusing some, and what SQS threw when a call failed as a whole: the calls that
 * were under way have ended, no more were begun, and what was sent may be sent once more
 * @example
 * await sendToQueue(url, due.map((body) => ({ body, delaySeconds: 30 })));
 */
export async function sendToQueue(
  queueUrl: string,
  messages: readonly QueueMessage[],
  sqs: Pick<SQSClient, 'send'> = (client ??=
    new SQSClient({})),
): Promise<void> {
  const waiting = lots(messages.map(toEntry), sizeOf, MOST);
  const lanes = Array.from({ length: LANES }, async () => {
    for (const lot of waiting) await sendLot(queueUrl, lot, sqs);
  });
  const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === 'rejected');
  if (failed) throw failed.reason;
}

async function sendLot(QueueUrl: string, lot: readonly Entry[], sqs: Pick<SQSClient, 'send'>): Promise<void> {
  await sendAgain(
    lot,
    async (entries) => {
      const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [...entries] }));
      return refusedOf(entries, Failed);
    },
    (left, codes) => new Retryable('messages-not-sent', `The queue refused ${left} of ${lot.length}: ${codes}`),
  );
}

function toEntry(
  { body, delaySeconds, correlationId = correlation()?.correlationId }: QueueMessage,
  index: number,
): Entry {
  if (
    delaySeconds !== undefined &&
    !(Number.isInteger(delaySeconds) && delaySeconds >= 0 && delaySeconds <= LONGEST_DELAY)
  )
    throw new RangeError(`delaySeconds is ${delaySeconds}: a whole number from 0 to ${LONGEST_DELAY}`);
  const entry = {
    Id: String(index),
    MessageBody: textOf(body),
    ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
    ...(correlationId === undefined
      ? {}
      : { MessageAttributes: { correlationId: { DataType: 'String', StringValue: correlationId } } }),
  };
  if (sizeOf(entry) > MOST.bytes) throw new Unprocessable('message-too-large', 'A message is larger than 1 MiB');
  return entry;
}

/** JSON without the two characters of strings that SQS takes for no text: https://www.w3.org/TR/REC-xml/#charsets */
function textOf(body: unknown): string {
  return JSON.stringify(body).replaceAll('\uFFFE', '\\ufffe').replaceAll('\uFFFF', '\\uffff');
}

/** As SQS counts: the text, and of each attribute name, type and value. */
function sizeOf({ MessageBody = '', MessageAttributes = {} }: Entry): number {
  const texts = Object.entries(MessageAttributes).flatMap(([name, { DataType = '', StringValue = '' }]) => [
    name,
    DataType,
    StringValue,
  ]);
  return [MessageBody, ...texts].reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}
