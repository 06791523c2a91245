import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { asRole } from '../support/as-role.ts';
import { mailer } from '../support/mailing.ts';
import { refusalOf } from '../support/person.ts';
import { runningEngine } from '../support/running-engine.ts';

const ofSes = (name: string) => `arn:aws:ses:eu-central-1:000000000000:${name}`;
const Content = { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } } };
const mail = { FromEmailAddress: 'hello@longhouse.local', Destination: { ToAddresses: ['ada@example.com'] }, Content };

/** What becomes of a mail with a configuration set, sent with a role that may use the sender and another resource. */
async function sendWith(engine: { endpoint: string }, role: string, resource: (set: string) => string) {
  const { set } = await mailer(engine);
  const Resource = [ofSes('identity/longhouse.local'), ofSes(resource(set))];
  const ses = new SESv2Client(await asRole(engine, role, [{ Effect: 'Allow', Action: 'ses:SendEmail', Resource }]));
  return refusalOf(ses.send(new SendEmailCommand({ ...mail, ConfigurationSetName: set })));
}

describe('a mail with a configuration set that the role does not name', () => {
  // The untouched engine does not name the sender either, and refuses all: its own bridge shows this gap alone.
  const withoutIt = runningEngine({ bridges: ['ses_sender_identity'] });
  const mended = runningEngine();

  it('is sent without this bridge: still to be mended', async () => {
    expect(await sendWith(withoutIt(), 'another', () => 'configuration-set/another')).toBe('done');
  });

  it('is refused when mended', async () => {
    const refusal = await sendWith(mended(), 'another', () => 'configuration-set/another');
    expect(refusal).toMatch(/^AccessDeniedException: .*ses:SendEmail on resource: .*:configuration-set\//);
  });

  it('is sent when the role names it', async () => {
    expect(await sendWith(mended(), 'this', (set) => `configuration-set/${set}`)).toBe('done');
  });
});
