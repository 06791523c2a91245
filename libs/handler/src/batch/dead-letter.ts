import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Failure } from '@libs/contracts/errors';
import { correlation, log, metrics } from '@libs/observability';

let client: SQSClient | undefined;

/** Sends one body to a queue with text attributes. */
export type SendToQueue = (
  queueUrl: string,
  body: string,
  attributes: Readonly<Record<string, string>>,
) => Promise<void>;

/** The SQS client is loaded with the first message that needs it: most functions never see one. */
const sendToQueue: SendToQueue = async (queueUrl, body, attributes) => {
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  client ??= new SQSClient({});
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      { DataType: 'String', StringValue: value.slice(0, 1024) },
    ]),
  );
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageAttributes }));
};

/**
 * Puts what can never succeed into the dead-letter queue with its reason: body as it came, so that it can be redriven; attributes
 * `reason` (the problem's slug), `title`, `functionName`, `correlationId`. Counted as the metric `DeadLettered`.
 * @throws whatever SQS throws: the record then counts as not handled, and comes again
 */
export async function deadLetter(body: string, failure: Failure, send: SendToQueue = sendToQueue): Promise<void> {
  const queueUrl = process.env['DEAD_LETTER_QUEUE_URL'];
  if (queueUrl === undefined || queueUrl === '') {
    throw new Error('DEAD_LETTER_QUEUE_URL is not set: a record that can never succeed has nowhere to go', {
      cause: failure,
    });
  }
  try {
    await send(queueUrl, body, {
      reason: failure.type,
      title: failure.title,
      functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'unknown',
      correlationId: correlation()?.correlationId ?? 'none',
    });
  } catch (error) {
    // The record comes again with what it failed of at first: without this line nobody would learn of the queue's refusal.
    log.error('not sent to the dead-letter queue', { error, reason: failure.type });
    throw error;
  }
  metrics.addMetric('DeadLettered', 'Count', 1);
  log.warn('sent to the dead-letter queue', { reason: failure.type, errors: failure.errors, details: failure.details });
}
