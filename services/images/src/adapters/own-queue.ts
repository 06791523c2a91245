import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Envelope, EventContract } from '@libs/contracts';

let client: SQSClient | undefined;

/** The queue of this very function, OWN_QUEUE_URL: whoever has done a bounded part of a long work hands the rest on to the next invocation. */
export const ownQueue = { handOn };

/**
 * Sends an event as the bus does. Unlike a message that comes again it counts as new, so that no number of tries ends a work that gets on.
 * @throws Error when OWN_QUEUE_URL is not set
 */
async function handOn(
  { source, name }: EventContract,
  detail: Envelope,
  sqs: Pick<SQSClient, 'send'> = (client ??=
    new SQSClient({})),
): Promise<void> {
  const QueueUrl = process.env['OWN_QUEUE_URL'];
  if (QueueUrl === undefined || QueueUrl === '') throw new Error('OWN_QUEUE_URL is not set: see serverless.yml');
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ source, 'detail-type': name, detail }) }),
  );
}
