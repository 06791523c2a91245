import { SendEmailCommand, type SendEmailCommandInput, SESv2Client } from '@aws-sdk/client-sesv2';
import { on } from './clients.ts';
import { deploy } from './stack.ts';

let count = 0;

/** The sender's identity and a configuration set. */
const mailing = {
  Domain: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'longhouse.local' } },
  Set: { Type: 'AWS::SES::ConfigurationSet' },
};

/** A sender on an engine, with a configuration set of its own; its stack has these resources too, and one more output. */
export async function mailer(engine: { endpoint: string }, more: Record<string, object> = {}, output: object = {}) {
  const template = { resources: { ...mailing, ...more }, outputs: { Set: { Ref: 'Set' }, ...output } };
  const { status, outputs } = await deploy(engine, template, `mailing-${(count += 1)}`);
  const mails = new SESv2Client(on(engine));
  return {
    status,
    outputs,
    set: outputs['Set'] ?? '',
    /** Sends `Grüße` to Ada, with what differs; the mail's id. */
    send: async (differences: Partial<SendEmailCommandInput> = {}, headers?: { Name: string; Value: string }[]) => {
      const { MessageId = '' } = await mails.send(
        new SendEmailCommand({
          FromEmailAddress: 'Longhouse <hello@longhouse.local>',
          Destination: { ToAddresses: ['ada@example.com'] },
          Content: {
            Simple: {
              Subject: { Data: 'Grüße' },
              Body: { Text: { Data: 'Welcome' }, Html: { Data: '<b>Welcome</b>' } },
              ...(headers && { Headers: headers }),
            },
          },
          ...differences,
        }),
      );
      return MessageId;
    },
  };
}
