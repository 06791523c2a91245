import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { REFUSED } from '../domain/delivery.ts';
import type { HandOver, InTime } from '../domain/hand-over.ts';
import { handOver, type Refusals } from './hand-over.ts';
import { ONE_TRY } from './one-try.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const REFUSALS: Refusals = {
  refused({ name, message }) {
    if (!/^(InvalidParameter(Value)?|Validation)Exception$/.test(name)) return undefined;
    // A number that is none, or whose owner has answered STOP, is nothing that people could mend.
    return /phone ?number|opted out/i.test(message)
      ? { reason: 'invalid-number' }
      : { reason: REFUSED.sms, look: true };
  },
  throttled: new Set(['ThrottledException', 'ThrottlingException', 'Throttling', 'KMSThrottlingException']),
};

let client: SNSClient | undefined;

/**
 * Hands a text to SNS, once; while there is time, again when it came too fast. Transactional: SNS prefers that it arrives to what it costs. SMS_SENDER_ID, where it is set, is what phones show as
 * sender in countries that allow it: https://docs.aws.amazon.com/sns/latest/dg/sms_preferences.html
 * @param to E.164
 * @throws NotSent when SNS has certainly not taken it; anything else leaves that open
 */
export async function sendText(
  { to, text }: { readonly to: string; readonly text: string },
  inTime: InTime,
  sns: Pick<SNSClient, 'send'> = (client ??=
    new SNSClient(ONE_TRY)),
): Promise<HandOver> {
  const sender = process.env['SMS_SENDER_ID'] ?? '';
  const command = new PublishCommand({
    PhoneNumber: to,
    Message: text,
    MessageAttributes: {
      'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
      ...(sender === '' ? {} : { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: sender } }),
    },
  });
  return handOver(async () => (await sns.send(command)).MessageId ?? '', REFUSALS, inTime);
}
