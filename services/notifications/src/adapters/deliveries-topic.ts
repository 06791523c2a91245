import { setTimeout as wait } from 'node:timers/promises';
import {
  type BatchResultErrorEntry,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  SNSClient,
} from '@aws-sdk/client-sns';
import { BadRequest, Retryable } from '@libs/contracts/errors';
import type { ChannelMessage } from '../domain/channel-message.ts';

/** A message, and the correlation id under which it is worked off. */
export interface Addressed {
  readonly message: ChannelMessage;
  readonly correlationId: string;
}

/** Entries of one call: https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html; each is some 200 bytes of the 256 KB. */
const MOST_ENTRIES = 10;
const ATTEMPTS = 4;

let client: SNSClient | undefined;

/**
 * Hands messages to the topic DELIVERIES_TOPIC_ARN, from which each channel's queue takes its own. What the topic refused is sent again, and
 * it alone, three times with growing pauses.
 * @throws Retryable when some could not be sent: those that were may be sent once more
 * @throws BadRequest when the topic will never take one of them
 */
export async function publishToChannels(
  all: readonly Addressed[],
  sns: Pick<SNSClient, 'send'> = (client ??=
    new SNSClient({})),
): Promise<void> {
  for (let start = 0; start < all.length; start += MOST_ENTRIES) {
    await publishLot(all.slice(start, start + MOST_ENTRIES).map(toEntry), sns);
  }
}

async function publishLot(lot: PublishBatchRequestEntry[], sns: Pick<SNSClient, 'send'>): Promise<void> {
  let left = lot;
  for (let tried = 1; ; tried++) {
    const { Failed = [] } = await sns.send(
      new PublishBatchCommand({ TopicArn: process.env['DELIVERIES_TOPIC_ARN'], PublishBatchRequestEntries: left }),
    );
    if (Failed.length === 0) return;
    const codes = [...new Set(Failed.map(({ Code }) => Code))].join(', ');
    if (Failed.some(isInvalid)) {
      throw new BadRequest('delivery-not-taken', `The topic does not take ${Failed.length} of ${lot.length}: ${codes}`);
    }
    if (tried === ATTEMPTS) {
      throw new Retryable('deliveries-not-handed-on', `The topic refused ${Failed.length} of ${lot.length}: ${codes}`);
    }
    const failed = new Set(Failed.map(({ Id }) => Id));
    left = left.filter(({ Id }) => failed.has(Id));
    await wait(Math.random() * 25 * 2 ** tried);
  }
}

/** Not for what is wrong with our permissions, which is the sender's fault as well, and which people put right. */
function isInvalid({ Code = '', SenderFault }: BatchResultErrorEntry): boolean {
  return SenderFault === true && Code.includes('Invalid');
}

function toEntry({ message, correlationId }: Addressed, index: number): PublishBatchRequestEntry {
  return {
    Id: String(index),
    Message: JSON.stringify(message),
    MessageAttributes: {
      channel: { DataType: 'String', StringValue: message.channel },
      correlationId: { DataType: 'String', StringValue: correlationId },
    },
  };
}
