import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { TestEngine } from '@libs/testing';
import type { Step } from '../../src/adapters/fan-out-queue.ts';

/** A queue of parts of a fan-out, and Lambda's part in working it off. */
export type StepQueue = Awaited<ReturnType<typeof stepQueue>>;

export async function stepQueue(engine: TestEngine) {
  const sqs = new SQSClient(engine.client);
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: engine.unique('fan-out') }));

  async function receive(): Promise<Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
    );
    return Messages;
  }

  return {
    url,
    sqs,
    receive,
    /**
     * Hands each message to the worker until none is left; one that it throws on is there again at once.
     * @returns how many messages there were, and how many tries have failed
     */
    async workOff(worker: (step: Step) => Promise<void>): Promise<{ messages: number; failures: number }> {
      let [messages, failures] = [0, 0];
      for (let batch = await receive(); batch.length > 0; batch = await receive()) {
        for (const { Body = '', ReceiptHandle } of batch) {
          try {
            await worker(JSON.parse(Body) as Step);
            await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
            messages++;
          } catch {
            await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }));
            failures++;
          }
        }
      }
      return { messages, failures };
    },
  };
}
