import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { on } from '../support/clients.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';

const mayUse = (identity: string) => ({
  resources: {
    Domain: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'longhouse.local' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'send',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'ses:SendEmail',
                  Resource: `arn:aws:ses:eu-central-1:000000000000:identity/${identity}`,
                },
              ],
            },
          },
        ],
      },
    },
  },
  outputs: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
});

/** What becomes of a mail of hello@longhouse.local, sent with a role that may use this identity. */
async function sendWith(engine: { endpoint: string }, identity: string): Promise<string> {
  const { outputs } = await deploy(engine, mayUse(identity), identity.replace('.', '-'));
  const { Credentials } = await new STSClient(on(engine)).send(
    new AssumeRoleCommand({ RoleArn: outputs.RoleArn, RoleSessionName: 'test' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const ses = new SESv2Client({ ...on(engine), credentials });
  const Content = { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } } };
  const Destination = { ToAddresses: ['ada@example.com'] };
  return ses
    .send(new SendEmailCommand({ FromEmailAddress: 'Longhouse <hello@longhouse.local>', Destination, Content }))
    .then(() => 'sent')
    .catch((error: Error) => error.name);
}

describe('a mail sent with a role that names the identity of the sender', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('is refused on the untouched engine: still to be mended', async () => {
    expect(await sendWith(untouched(), 'longhouse.local')).toBe('AccessDeniedException');
  });

  it('is sent when mended', async () => {
    expect(await sendWith(mended(), 'longhouse.local')).toBe('sent');
  });

  it('is refused when the role names another identity', async () => {
    expect(await sendWith(mended(), 'example.com')).toBe('AccessDeniedException');
  });
});
