import { createHash } from 'node:crypto';
import { ServiceException } from '../aws/service-exception.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';

export class SQSServiceException extends ServiceException {}
export class InvalidMessageContents extends SQSServiceException {}
export class KmsThrottled extends SQSServiceException {}
export class QueueDoesNotExist extends SQSServiceException {}
export class RequestThrottled extends SQSServiceException {}

/** In the place of `@aws-sdk/client-sqs` in bundles: SendMessage. Lambda itself receives and deletes. */
export class SQSClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'SQS',
        signingName: 'sqs',
        target: 'AmazonSQS',
        contentType: 'application/x-amz-json-1.0',
        maxAttempts: 3,
        baseDelay: 50,
        exceptions: { InvalidMessageContents, KmsThrottled, QueueDoesNotExist, RequestThrottled },
        exception: SQSServiceException,
      },
      config,
    );
  }
}

interface SendMessageInput {
  readonly QueueUrl: string;
  readonly MessageBody: string;
}

export class SendMessageCommand implements SmallCommand {
  readonly operation = 'SendMessage';
  readonly input: SendMessageInput;

  constructor(input: SendMessageInput) {
    this.input = input;
  }

  /** A queue is asked where its URL says, as the SDK does. */
  get origin(): string {
    return new URL(this.input.QueueUrl).origin;
  }

  wire(): unknown {
    return this.input;
  }

  /** @throws when SQS received another text than was sent, as the SDK does */
  finish(answer: Record<string, unknown>): Record<string, unknown> {
    const sent = createHash('md5').update(this.input.MessageBody).digest('hex');
    if (answer['MD5OfMessageBody'] !== sent)
      throw new Error('Invalid MD5 checksum on message: SQS received another text');
    return answer;
  }
}
