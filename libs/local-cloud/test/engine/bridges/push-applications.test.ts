import {
  CreatePlatformEndpointCommand,
  GetEndpointAttributesCommand,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import { asRole } from '../support/as-role.ts';
import { on } from '../support/clients.ts';
import { refusalOf } from '../support/person.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';

const account = 'arn:aws:sns:eu-central-1:000000000000';
const apple = `${account}:app/APNS/longhouse-local`;
const google = `${account}:app/GCM/longhouse-local`;

async function register(client: SNSClientConfig, application: string): Promise<string> {
  const sns = new SNSClient(client);
  const input = { PlatformApplicationArn: application, Token: 'token-1' };
  try {
    return (await sns.send(new CreatePlatformEndpointCommand(input))).EndpointArn ?? '';
  } finally {
    sns.destroy();
  }
}

describe('a platform application that nobody made', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('takes no device on the untouched engine: still to be mended', async () => {
    expect(await refusalOf(register(on(untouched()), apple))).toMatch(/^NotFound/);
  });

  it.each([
    ['Apple', apple],
    ['Google', google],
  ])("takes devices for %s when mended, if it is stage local's", async (_whose, application) => {
    const endpoint = await register(on(mended()), application);
    expect(endpoint.startsWith(`${application.replace(':app/', ':endpoint/')}/`)).toBe(true);
    expect(await register(on(mended()), application)).toBe(endpoint);
  });

  it.each([
    ["another stage's", `${account}:app/APNS/longhouse-prod`],
    ['of another platform', `${account}:app/ADM/longhouse-local`],
    ['no ARN', 'longhouse-local'],
  ])('takes none when it is %s', async (_what, application) => {
    expect(await refusalOf(register(on(mended()), application))).toMatch(/^NotFound/);
  });

  it('takes devices from a role that names it, and shows them to one that names its endpoints', async () => {
    const role = await asRole(mended(), 'registers', [
      { Effect: 'Allow', Action: 'sns:CreatePlatformEndpoint', Resource: apple },
      { Effect: 'Allow', Action: 'sns:GetEndpointAttributes', Resource: `${account}:endpoint/APNS/longhouse-local/*` },
    ]);
    const EndpointArn = await register(role, apple);
    const { Attributes } = await new SNSClient(role).send(new GetEndpointAttributesCommand({ EndpointArn }));
    expect(Attributes).toMatchObject({ Enabled: 'true', Token: 'token-1' });
    expect(await refusalOf(register(role, google))).toMatch(/^AuthorizationError/);
  });
});
