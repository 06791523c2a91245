import * as mail from '@aws-sdk/client-sesv2';
import * as smallMail from '../../src/stand-ins/ses/client-sesv2.ts';
import { client, seen } from '../support/side-by-side.ts';

// Typed by the package that it stands for, as in a bundle.
const small = smallMail as unknown as typeof mail;

const Destination = { ToAddresses: ['ada@example.com'] };
const Subject = { Data: 'Grüße 👩‍🚀', Charset: 'UTF-8' };

const MAILS: Readonly<Record<string, mail.SendEmailCommandInput>> = {
  'a mail with headers, tags and a configuration set': {
    FromEmailAddress: '"Longhouse" <hello@example.com>',
    Destination,
    ReplyToAddresses: ['help@example.com'],
    ConfigurationSetName: 'notifications-dev',
    EmailTags: [
      { Name: 'userId', Value: '0198-a' },
      { Name: 'deliveryId', Value: 'e.email' },
    ],
    ListManagementOptions: { ContactListName: 'c', TopicName: 't' },
    Content: {
      Simple: {
        Subject,
        Body: { Text: { Data: 'Grüße', Charset: 'UTF-8' }, Html: { Data: '<p>Grüße</p>', Charset: 'UTF-8' } },
        Headers: [
          { Name: 'List-Unsubscribe', Value: '<https://example.com/u?t=a&b=c>' },
          { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        ],
        Attachments: [
          { FileName: 'a.bin', RawContent: new Uint8Array([0, 127, 255]), ContentTransferEncoding: 'BASE64' },
        ],
      },
    },
  },
  'a mail in the raw': {
    Destination,
    EmailTags: [{ Name: 'userId', Value: '0198-a' }],
    Content: { Raw: { Data: new TextEncoder().encode('Subject: Grüße\r\n\r\nHello') } },
  },
};

describe('the small client of mail', () => {
  it.each(Object.entries(MAILS))('sends %s over the wire as the SDK does', async (_, input) => {
    // Prepare
    const call = (sdk: typeof mail) => (endpoint: string) =>
      new sdk.SESv2Client({ ...client, endpoint }).send(new sdk.SendEmailCommand(input));
    const reply = { body: '{"MessageId":"m-1"}' };
    const expected = await seen(call(mail), reply);
    // Act
    const { received, outcome } = await seen(call(small), reply);
    // Assess
    expect(expected.outcome).toMatchObject({ answer: { MessageId: 'm-1' } });
    expect(outcome).toEqual(expected.outcome);
    expect(received.map(meaning)).toEqual(expected.received.map(meaning));
  });
});

const meaning = ({ method, url, headers, body }: Awaited<ReturnType<typeof seen>>['received'][number]) => ({
  method,
  url,
  type: headers['content-type'],
  body: JSON.parse(Buffer.from(body, 'latin1').toString()) as unknown,
});
