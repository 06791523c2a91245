import {
  type BatchResultErrorEntry,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  SNSClient,
} from '@aws-sdk/client-sns';
import { BadRequest, Retryable } from '@libs/contracts/errors';
import { codesOf, refusedOf, sendAgain } from '@libs/messaging/send-again';
import type { ChannelMessage } from '../domain/channel-message.ts';

/** A message, and the correlation id under which it is worked off. */
export interface Addressed {
  readonly message: ChannelMessage;
  readonly correlationId: string;
}

/** Entries of one call: https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html; each is some 200 bytes of the 256 KB. */
const MOST_ENTRIES = 10;

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

async function publishLot(lot: readonly PublishBatchRequestEntry[], sns: Pick<SNSClient, 'send'>): Promise<void> {
  await sendAgain(
    lot,
    async (entries) => {
      const { Failed = [] } = await sns.send(
        new PublishBatchCommand({
          TopicArn: process.env['DELIVERIES_TOPIC_ARN'],
          PublishBatchRequestEntries: [...entries],
        }),
      );
      const refused = refusedOf(entries, Failed);
      if (!Failed.some(isInvalid)) return refused;
      throw new BadRequest(
        'delivery-not-taken',
        `The topic does not take ${Failed.length} of ${lot.length}: ${codesOf(refused)}`,
      );
    },
    (left, codes) => new Retryable('deliveries-not-handed-on', `The topic refused ${left} of ${lot.length}: ${codes}`),
  );
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
