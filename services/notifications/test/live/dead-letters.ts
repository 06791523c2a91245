import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { poll, testEngine } from '@libs/testing';

/** The dead-letter queue of this test file's functions; gives the reason of the next message in it. */
export function deadLetters(): () => Promise<string> {
  let sqs: SQSClient;
  let queueUrl: string | undefined;

  beforeAll(async () => {
    const engine = await testEngine();
    sqs = new SQSClient(engine.client);
    ({ QueueUrl: queueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: engine.unique('dlq') })));
    process.env['DEAD_LETTER_QUEUE_URL'] = queueUrl;
  });

  return async function nextReason() {
    const message = await poll('a dead letter', async () => {
      const about = { QueueUrl: queueUrl, MessageAttributeNames: ['All'], VisibilityTimeout: 60 };
      return (await sqs.send(new ReceiveMessageCommand(about))).Messages?.[0];
    });
    return message.MessageAttributes?.['reason']?.StringValue ?? 'none';
  };
}
