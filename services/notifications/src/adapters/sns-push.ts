import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { REFUSED } from '../domain/delivery.ts';
import type { HandOver, InTime } from '../domain/hand-over.ts';
import { handOver, type Refusals } from './hand-over.ts';
import { ONE_TRY } from './one-try.ts';

/** What a device shows. */
export interface OutgoingPush {
  readonly title: string;
  /** May be empty. */
  readonly body: string;
  /** A path in the console: what a tap opens. */
  readonly link: string;
  /** A push with the same id takes the place of the one before, on the device and on the way; at most 64 bytes. */
  readonly collapseId: string;
}

/** Reason of a push to a device that takes none any more. */
export const GONE = 'no-device';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const REFUSALS: Refusals = {
  refused({ name, message }) {
    if (name === 'EndpointDisabledException' || name === 'NotFoundException') return { reason: GONE };
    // The credentials that Apple or Google gave have ended: people renew them. The other platform goes on.
    if (name === 'PlatformApplicationDisabledException') return { reason: REFUSED.push, look: true };
    if (!/^(InvalidParameter(Value)?|Validation)Exception$/.test(name)) return undefined;
    return /no endpoint found/i.test(message) ? { reason: GONE } : { reason: REFUSED.push, look: true };
  },
  throttled: new Set(['ThrottledException', 'ThrottlingException', 'Throttling']),
};

let client: SNSClient | undefined;

/**
 * Hands a push for one device to SNS, once; while there is time, again when it came too fast. In the forms of Apple and Google.
 * @throws NotSent when SNS has certainly not taken it; anything else leaves that open
 */
export async function sendPush(
  endpointArn: string,
  push: OutgoingPush,
  inTime: InTime,
  sns: Pick<SNSClient, 'send'> = (client ??=
    new SNSClient(ONE_TRY)),
): Promise<HandOver> {
  const apple = JSON.stringify(forApple(push));
  const command = new PublishCommand({
    TargetArn: endpointArn,
    MessageStructure: 'json',
    Message: JSON.stringify({
      default: push.title,
      APNS: apple,
      APNS_SANDBOX: apple,
      GCM: JSON.stringify({ fcmV1Message: { message: forGoogle(push) } }),
    }),
    MessageAttributes: { 'AWS.SNS.MOBILE.APNS.COLLAPSE_ID': { DataType: 'String', StringValue: push.collapseId } },
  });
  return handOver(async () => (await sns.send(command)).MessageId ?? '', REFUSALS, inTime);
}

/** https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification */
const forApple = ({ title, body, link, collapseId }: OutgoingPush) => ({
  aps: { alert: { title, body }, sound: 'default' },
  link,
  notificationId: collapseId,
});

/** https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages */
const forGoogle = ({ title, body, link, collapseId }: OutgoingPush) => ({
  notification: { title, body },
  data: { link, notificationId: collapseId },
  android: { collapse_key: collapseId, notification: { tag: collapseId } },
});
