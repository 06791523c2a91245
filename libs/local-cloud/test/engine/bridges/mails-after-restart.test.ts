import { SendEmailCommand, SESv2Client, CreateEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import { Mailbox } from '../../../src/front-door/mailbox/mailbox.ts';
import { type Engine, startEngine } from '../../../src/index.ts';
import { on } from '../support/clients.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
jest.setTimeout(60_000);

async function send(engine: Engine): Promise<void> {
  const mails = new SESv2Client(on(engine));
  await mails.send(new CreateEmailIdentityCommand({ EmailIdentity: 'longhouse.local' }));
  const Content = { Simple: { Subject: { Data: 'Grüße' }, Body: { Text: { Data: 'Welcome' } } } };
  const Destination = { ToAddresses: ['ada@example.com'] };
  await mails.send(new SendEmailCommand({ FromEmailAddress: 'hello@longhouse.local', Destination, Content }));
  mails.destroy();
  const publish = { Action: 'Publish', PhoneNumber: '+4915112345678', Message: 'Your code is 123456' };
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=test/20261121/eu-central-1/sns/aws4_request' };
  const published = await fetch(engine.endpoint, { method: 'POST', headers, body: new URLSearchParams(publish) });
  expect(published.status).toBe(200);
}

/** What the mailbox holds after a restart: each message as its channel and text. */
async function messagesAfterRestart(bridges?: string[]): Promise<string[]> {
  const options = { running: '', state: folder(), ...(bridges && { bridges }) };
  const first = await startEngine(options);
  await send(first);
  expect(await new Mailbox(first.endpoint).messages()).toHaveLength(2);
  await first.stop();
  const second = await startEngine(options);
  try {
    await send(second); // goes to the end of what is there
    const messages = await new Mailbox(second.endpoint).messages();
    return messages.map(({ channel, subject, text }) => `${channel} ${subject} ${text}`).sort();
  } finally {
    await second.stop();
  }
}

const mail = 'mail Grüße Welcome';
const sms = 'sms  Your code is 123456';

describe('what was sent before a restart', () => {
  it('is gone from the mailbox on the untouched engine, but for text messages: still to be mended', async () => {
    // the mailbox cannot be read without the list of pushes
    expect(await messagesAfterRestart(['push_messages'])).toEqual([mail, sms, sms]);
  });

  it('is in the mailbox when mended', async () => {
    expect(await messagesAfterRestart()).toEqual([mail, mail, sms, sms]);
  });
});
