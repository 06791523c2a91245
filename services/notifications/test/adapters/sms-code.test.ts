import { InvalidParameterException, type SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import { sendCode } from '../../src/adapters/sms-code.ts';

/** SNS that answers as it is told, and keeps what it was asked. */
function sns(answer: () => unknown = () => ({})) {
  const asked: unknown[] = [];
  const send = async ({ input }: { input: unknown }) => {
    asked.push(input);
    return answer();
  };
  return { asked, client: { send } as unknown as Pick<SNSClient, 'send'> };
}

const failing = (error: Error) =>
  sns(() => {
    throw error;
  }).client;

it('sends the text to the number, as one that has to arrive', async () => {
  const { asked, client } = sns();
  await sendCode('+4915112345678', '123456 is your code', client);
  expect(asked).toEqual([
    {
      PhoneNumber: '+4915112345678',
      Message: '123456 is your code',
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    },
  ]);
});

it('has the name of the sender that is set', async () => {
  process.env['SMS_SENDER_ID'] = 'LONGHOUSE';
  const { asked, client } = sns();
  await sendCode('+4915112345678', '123456 is your code', client);
  delete process.env['SMS_SENDER_ID'];
  expect(asked).toMatchObject([
    { MessageAttributes: { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'LONGHOUSE' } } },
  ]);
});

it('says where it is wrong when SNS knows the number to be none', async () => {
  const refusal = new InvalidParameterException({ message: 'Invalid parameter: PhoneNumber', $metadata: {} });
  await expect(sendCode('+4915112345678', '', failing(refusal))).rejects.toMatchObject({
    status: 422,
    type: 'number-refused',
    errors: [{ pointer: '/body/number' }],
    cause: refusal,
  });
});

it('leaves every other error as it is', async () => {
  const away = new SNSServiceException({ name: 'InternalError', $fault: 'server', $metadata: {} });
  await expect(sendCode('+4915112345678', '', failing(away))).rejects.toBe(away);
});
