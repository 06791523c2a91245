import {
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  PublishCommand,
  type PublishCommandInput,
  SetEndpointAttributesCommand,
  SetPlatformApplicationAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { on } from './clients.ts';

const account = 'arn:aws:sns:eu-central-1:000000000000';

/** A device that is registered for push messages, with an application that is made by hand. */
export async function device(engine: { endpoint: string }, name = 'by-hand') {
  const sns = new SNSClient(on(engine));
  const application = `${account}:app/APNS/${name}`;
  await sns.send(new CreatePlatformApplicationCommand({ Name: name, Platform: 'APNS', Attributes: {} }));
  const { EndpointArn = '' } = await sns.send(
    new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token: 'token-1' }),
  );
  const set = (Enabled: string) => ({ Attributes: { Enabled } });
  return {
    endpoint: EndpointArn,
    disable: () => sns.send(new SetEndpointAttributesCommand({ EndpointArn, ...set('false') })),
    disableApplication: () =>
      sns.send(new SetPlatformApplicationAttributesCommand({ PlatformApplicationArn: application, ...set('false') })),
    remove: () => sns.send(new DeleteEndpointCommand({ EndpointArn })),
    push: (input: Omit<PublishCommandInput, 'TargetArn'>) =>
      sns.send(new PublishCommand({ TargetArn: EndpointArn, ...input })),
  };
}
