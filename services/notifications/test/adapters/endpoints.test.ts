import {
  CreatePlatformEndpointCommand,
  GetEndpointAttributesCommand,
  InvalidParameterException,
  PlatformApplicationDisabledException,
  SetEndpointAttributesCommand,
  SNSClient,
  SNSServiceException,
} from '@aws-sdk/client-sns';
import { testEngine } from '@libs/testing';
import { snsEndpoints } from '../../src/adapters/endpoints.ts';

const account = 'arn:aws:sns:eu-central-1:000000000000';
let sns: SNSClient;
let application: string;

beforeAll(async () => {
  const engine = await testEngine();
  sns = new SNSClient(engine.client);
  application = `${account}:app/GCM/${engine.unique('app')}-local`;
  process.env['PUSH_APPLICATION_FCM'] = application;
  process.env['PUSH_APPLICATION_APNS'] = '';
});

const attributesOf = async (EndpointArn: string) =>
  (await sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes;

/** SNS that fails at the first call, and then is the engine. */
function failing(error: Error): Pick<SNSClient, 'send'> {
  const send = async () => {
    throw error;
  };
  return { send };
}

const refusal = (message: string) => new InvalidParameterException({ message, $metadata: {} });

describe('an endpoint', () => {
  it('is the same for the same token', async () => {
    const { create } = snsEndpoints(sns);
    const first = await create('fcm', 'token-1');
    expect(await create('fcm', 'token-1')).toBe(first);
    expect(await create('fcm', 'token-2')).not.toBe(first);
  });

  it('that SNS has disabled is open again once it is enabled', async () => {
    const { create, enable } = snsEndpoints(sns);
    const endpoint = await create('fcm', 'token-3');
    await sns.send(new SetEndpointAttributesCommand({ EndpointArn: endpoint, Attributes: { Enabled: 'false' } }));
    expect(await enable(endpoint, 'token-3')).toBe('enabled');
    expect(await attributesOf(endpoint)).toMatchObject({ Enabled: 'true', Token: 'token-3' });
  });

  it('is gone once it is removed, which may be repeated', async () => {
    const { create, enable, remove } = snsEndpoints(sns);
    const endpoint = await create('fcm', 'token-4');
    await remove(endpoint);
    await remove(endpoint);
    expect(await enable(endpoint, 'token-4')).toBe('gone');
  });

  it('is found although it has other attributes than a new one would', async () => {
    const { create } = snsEndpoints(sns);
    const { EndpointArn } = await sns.send(
      new CreatePlatformEndpointCommand({
        PlatformApplicationArn: application,
        Token: 'token-5',
        CustomUserData: 'by somebody else',
      }),
    );
    expect(await create('fcm', 'token-5')).toBe(EndpointArn);
  });
});

describe('a refusal', () => {
  it('tells that the stage has no application for the platform, and calls nobody', async () => {
    const { create } = snsEndpoints(failing(new Error('called')));
    await expect(create('apns', 'token')).rejects.toMatchObject({
      status: 422,
      type: 'platform-not-configured',
      errors: [{ pointer: '/body/platform' }],
    });
  });

  it('tells that the token is none', async () => {
    const { create } = snsEndpoints(failing(refusal('Invalid parameter: Token Reason: iOS device tokens must be …')));
    await expect(create('fcm', 'token')).rejects.toMatchObject({
      status: 422,
      type: 'token-refused',
      errors: [{ pointer: '/body/token' }],
    });
  });

  it('is for now while the credentials of the application do not hold', async () => {
    const disabled = new PlatformApplicationDisabledException({ message: 'disabled', $metadata: {} });
    await expect(snsEndpoints(failing(disabled)).create('fcm', 'token')).rejects.toMatchObject({
      status: 503,
      type: 'push-not-available',
    });
  });

  it('that means anything else stays what it is', async () => {
    const away = new SNSServiceException({ name: 'InternalError', $fault: 'server', $metadata: {} });
    const { create, enable, remove } = snsEndpoints(failing(away));
    await expect(create('fcm', 'token')).rejects.toBe(away);
    await expect(enable(account, 'token')).rejects.toBe(away);
    await expect(remove(account)).rejects.toBe(away);
  });
});

it("finds the ARN in AWS's own words", async () => {
  const arn = `${account}:endpoint/GCM/app/5e3e9847-3183-3f18-a7e8-671c3a57d4b3`;
  const words = `Invalid parameter: Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`;
  expect(await snsEndpoints(failing(refusal(words))).create('fcm', 'token')).toBe(arn);
});
