import { randomUUID } from 'node:crypto';
import { CreateConfigurationSetCommand, CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FaultyProxy, faultyProxy, testEngine } from '@libs/testing';
import { ChannelEntity } from '../src/data/entities/channel.ts';
import { deadLetters } from './dead-letters.ts';
import { ownTable } from './store.ts';

/** A mail as it was handed to SES. */
export interface Handed {
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly ConfigurationSetName: string;
  readonly EmailTags: readonly { readonly Name: string; readonly Value: string }[];
  readonly Content: {
    readonly Simple: {
      readonly Subject: { readonly Data: string };
      readonly Body: { readonly Text: { readonly Data: string }; readonly Html: { readonly Data: string } };
      readonly Headers: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}

/** A table, SES, a dead-letter queue and the secret of unsubscribe links, behind a proxy at which calls can be made to go wrong. */
export function mailService() {
  let proxy: FaultyProxy | undefined;
  ownTable(async (endpoint) => (proxy = await faultyProxy(endpoint)).endpoint);
  beforeAll(async () => {
    const engine = await testEngine();
    const { QueueUrl = '' } = await new SQSClient(engine.client).send(
      new CreateQueueCommand({ QueueName: engine.unique('dlq') }),
    );
    const domain = `${randomUUID()}.local`;
    const ses = new SESv2Client(engine.client);
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
    const ConfigurationSetName = engine.unique('mails');
    await ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName }));
    const secret = { Name: engine.unique('unsubscribe'), SecretString: JSON.stringify({ current: 'k'.repeat(64) }) };
    await new SecretsManagerClient(engine.client).send(new CreateSecretCommand(secret));
    Object.assign(process.env, {
      DEAD_LETTER_QUEUE_URL: started().through(QueueUrl),
      MAIL_SENDER: `Longhouse <hello@${domain}>`,
      MAIL_CONFIGURATION_SET: ConfigurationSetName,
      CONSOLE_URL: 'https://longhouse.example',
      API_URL: 'https://api.longhouse.example',
      UNSUBSCRIBE_SECRET_ID: secret.Name,
    });
  });
  afterEach(async () => {
    started().heal();
    await ChannelEntity.delete({ channel: 'email' }).go();
  });
  afterAll(() => proxy?.stop());

  function started(): FaultyProxy {
    if (!proxy) throw new Error('The proxy starts before the first test.');
    return proxy;
  }

  return {
    get proxy(): FaultyProxy {
      return started();
    },

    /** The mails to an address that SES has taken. */
    mailsTo: (address: string): readonly Handed[] =>
      started()
        .callsOf('SESv2.SendEmail')
        .filter(({ delivered }) => delivered)
        .map(({ input }) => input as Handed)
        .filter(({ Destination }) => Destination.ToAddresses.includes(address)),

    /** The reasons of the messages about this that were given up. */
    deadLetters: (about: string) => deadLetters(started(), about),
  };
}
