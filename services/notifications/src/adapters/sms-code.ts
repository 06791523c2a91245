import { InvalidParameterException, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { Unprocessable } from '@libs/contracts/errors';

let client: SNSClient | undefined;

/**
 * Sends a text with a code at once, at least once: the client sends it again when the answer is lost, and the code in it is the same.
 * Transactional: SNS prefers that it arrives to what it costs. SMS_SENDER_ID, where it is set, is what phones show as sender; some countries take
 * no text without one. https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html
 * @param number E.164
 * @throws Unprocessable `number-refused` for a number that SNS knows to be none; anything else as it came
 */
export async function sendCode(
  number: string,
  text: string,
  sns: Pick<SNSClient, 'send'> = (client ??=
    new SNSClient({})),
): Promise<void> {
  const sender = process.env['SMS_SENDER_ID'] ?? '';
  const MessageAttributes = {
    'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
    ...(sender === '' ? {} : { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: sender } }),
  };
  try {
    await sns.send(new PublishCommand({ PhoneNumber: number, Message: text, MessageAttributes }));
  } catch (cause) {
    if (!(cause instanceof InvalidParameterException)) throw cause;
    throw numberRefused(cause);
  }
}

/** @param cause why SNS does not take it; nothing when it was not asked */
export const numberRefused = (cause?: Error): Unprocessable =>
  new Unprocessable('number-refused', 'No text can be sent to this number', {
    cause,
    errors: [{ pointer: '/body/number', code: 'refused', message: 'is no number that takes texts' }],
  });
