import { createHash } from 'node:crypto';
import { withBase64 } from '../aws/base64.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';
import { exceptions, SQSServiceException } from './exceptions.ts';
import { sqsFailure } from './failure.ts';

export * from './exceptions.ts';

/** In the place of `@aws-sdk/client-sqs` in bundles: SendMessage and SendMessageBatch. Lambda itself receives and deletes. */
export class SQSClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'SQS',
        signingName: 'sqs',
        target: 'AmazonSQS',
        contentType: 'application/x-amz-json-1.0',
        headers: { 'x-amzn-query-mode': 'true' },
        maxAttempts: 3,
        baseDelay: 50,
        exceptions,
        exception: SQSServiceException,
        failure: sqsFailure,
      },
      config,
    );
  }
}

interface ToQueue {
  readonly QueueUrl: string;
}

interface Message {
  readonly MessageBody: string;
}

abstract class QueueCommand<Input extends ToQueue> implements SmallCommand {
  abstract readonly operation: string;
  readonly input: Input;

  constructor(input: Input) {
    this.input = input;
  }

  /** A queue is asked where its URL says, as the SDK does. */
  get origin(): string {
    return new URL(this.input.QueueUrl).origin;
  }

  wire(): unknown {
    return withBase64(this.input);
  }
}

export class SendMessageCommand extends QueueCommand<ToQueue & Message> {
  readonly operation = 'SendMessage';

  /** @throws when SQS received another text than was sent, as the SDK does */
  finish(answer: Record<string, unknown>): Record<string, unknown> {
    if (answer['MD5OfMessageBody'] !== md5(this.input))
      throw new Error('Invalid MD5 checksum on message: SQS received another text');
    return answer;
  }
}

/** Up to 10 messages, 1 MiB in all: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export class SendMessageBatchCommand extends QueueCommand<
  ToQueue & { readonly Entries: readonly (Message & { readonly Id: string })[] }
> {
  readonly operation = 'SendMessageBatch';

  /** @throws when SQS received another text of a message than was sent, as the SDK does */
  finish(answer: { Successful?: { Id: string; MessageId: string; MD5OfMessageBody: string }[] }): typeof answer {
    const entries = new Map(this.input.Entries.map((entry) => [entry.Id, entry]));
    const wrong = (answer.Successful ?? []).filter(({ Id, MD5OfMessageBody }) => {
      const entry = entries.get(Id);
      return entry && MD5OfMessageBody !== md5(entry);
    });
    if (wrong.length > 0) {
      const ids = wrong.map(({ MessageId }) => MessageId).join(', ');
      throw new Error(`Invalid MD5 checksum on messages: SQS received another text of ${ids}`);
    }
    return answer;
  }
}

function md5({ MessageBody }: Message): string {
  return createHash('md5').update(MessageBody).digest('hex');
}
