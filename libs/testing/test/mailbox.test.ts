import { startFrontDoor } from '@libs/local-cloud';
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { CreatePlatformEndpointCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateEmailIdentityCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import {
  allSmsTo,
  headerOf,
  mailsTo,
  mailTo,
  NoMailbox,
  providerSays,
  pushesTo,
  pushTo,
  smsTo,
  testEngine,
  type TestEngine,
} from '../src/index.ts';

let cloud: { stage: string; frontDoor: string };
let stop: () => Promise<void>;
let sns: SNSClient;
let ses: SESv2Client;

beforeAll(async () => {
  const engine = await testEngine();
  await deployTopic(engine);
  const door = await startFrontDoor({ endpoint: engine.endpoint, port: 0 });
  cloud = { stage: 'local', frontDoor: door.url };
  stop = () => door.stop();
  sns = new SNSClient(engine.client);
  ses = new SESv2Client(engine.client);
});

afterAll(async () => {
  sns.destroy();
  ses.destroy();
  await stop();
});

/** A service that wants to hear of disabled endpoints. */
async function deployTopic({ client }: TestEngine): Promise<void> {
  const stacks = new CloudFormationClient(client);
  const TemplateBody = JSON.stringify({
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } },
    Outputs: { EndpointEventsTopicArn: { Value: { Ref: 'Topic' } } },
  });
  await stacks.send(new CreateStackCommand({ StackName: 'mailbox-local', TemplateBody }));
  await waitUntilStackCreateComplete(
    { client: stacks, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName: 'mailbox-local' },
  );
  stacks.destroy();
}

it('reads the mails to one address with their headers, and no others', async () => {
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'mailbox.example' }));
  const send = (to: string) =>
    ses.send(
      new SendEmailCommand({
        FromEmailAddress: 'hello@mailbox.example',
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: { Data: 'Welcome' },
            Body: { Text: { Data: 'Hello' } },
            Headers: [{ Name: 'List-Unsubscribe', Value: '<https://api.example/stop>' }],
          },
        },
      }),
    );
  await send('ada@mailbox.example');
  await send('not-ada@mailbox.example');
  const mail = await mailTo(cloud, 'ada@mailbox.example', /welcome/i);
  expect(await mailsTo(cloud, 'ada@mailbox.example')).toEqual([mail]);
  expect(headerOf(mail, 'list-unsubscribe')).toBe('<https://api.example/stop>');
  expect(headerOf(mail, 'X-None')).toBeUndefined();
});

it('reads the SMS to one number, with their codes', async () => {
  await sns.send(new PublishCommand({ PhoneNumber: '+491510000001', Message: 'Your code is 4711' }));
  await sns.send(new PublishCommand({ PhoneNumber: '+4915100000019', Message: 'Your code is 4712' }));
  expect(await smsTo(cloud, '+491510000001', /code/)).toMatchObject({ text: 'Your code is 4711', codes: ['4711'] });
  expect(await allSmsTo(cloud, '+491510000001')).toHaveLength(1);
});

it('reads the pushes to one device, and lets the provider disable it, but not bounce it', async () => {
  const PlatformApplicationArn = 'arn:aws:sns:eu-central-1:000000000000:app/GCM/mailbox-local';
  const { EndpointArn } = await sns.send(
    new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: 'token-7' }),
  );
  const payload = { notification: { title: 'Ready', body: 'Harbour' }, data: { link: '/images/1' } };
  const Message = JSON.stringify({ GCM: JSON.stringify(payload) });
  await sns.send(new PublishCommand({ TargetArn: EndpointArn, MessageStructure: 'json', Message }));
  const push = await pushTo(cloud, 'token-7', /ready/i);
  expect(push).toMatchObject({
    title: 'Ready',
    body: 'Harbour',
    data: { link: '/images/1' },
    platform: 'GCM',
    endpoint: EndpointArn,
  });
  expect(await pushesTo(cloud, 'token')).toEqual([]);
  expect(await providerSays(cloud, push, 'disable')).toMatchObject({ EndpointArn, EventType: 'DeliveryFailure' });
  await expect(providerSays(cloud, push, 'bounce')).rejects.toMatchObject({ name: 'ProviderRefused' });
});

it('says so on a stage that sends real messages', async () => {
  const real = { stage: 'beta', frontDoor: undefined };
  await expect(mailsTo(real, 'ada@mailbox.example')).rejects.toThrow(NoMailbox);
  await expect(allSmsTo(real, '+491510000001')).rejects.toThrow(/Stage beta/);
});
