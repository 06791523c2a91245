import { CreatePlatformApplicationCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FaultyProxy, faultyProxy, testEngine } from '@libs/testing';
import { ChannelEntity } from '../src/data/entities/channel.ts';
import { deadLetters } from './dead-letters.ts';
import { ownTable } from './store.ts';

/** What was handed to SNS: a text has a PhoneNumber, a push a TargetArn. */
export interface Published {
  readonly PhoneNumber?: string;
  readonly TargetArn?: string;
  readonly Message: string;
  readonly MessageStructure?: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string }>>;
}

/** A table, SNS with platform applications of its own, and a dead-letter queue, behind a proxy at which calls can be made to go wrong. */
export function textService() {
  let proxy: FaultyProxy | undefined;
  ownTable(async (endpoint) => (proxy = await faultyProxy(endpoint)).endpoint);
  beforeAll(async () => {
    const engine = await testEngine();
    const { QueueUrl = '' } = await new SQSClient(engine.client).send(
      new CreateQueueCommand({ QueueName: engine.unique('dlq') }),
    );
    const sns = new SNSClient(engine.client);
    const applicationOf = async (Platform: string) => {
      const command = new CreatePlatformApplicationCommand({
        Name: engine.unique('app'),
        Platform,
        Attributes: { PlatformCredential: 'none' },
      });
      return (await sns.send(command)).PlatformApplicationArn ?? '';
    };
    Object.assign(process.env, {
      DEAD_LETTER_QUEUE_URL: started().through(QueueUrl),
      SMS_MONTHLY_SEGMENTS: '1000',
      PUSH_APPLICATION_APNS: await applicationOf('APNS'),
      PUSH_APPLICATION_FCM: await applicationOf('GCM'),
    });
  });
  afterEach(async () => {
    started().heal();
    for (const channel of ['sms', 'push'] as const) await ChannelEntity.delete({ channel }).go();
  });
  afterAll(() => proxy?.stop());

  function started(): FaultyProxy {
    if (!proxy) throw new Error('The proxy starts before the first test.');
    return proxy;
  }

  /** What SNS has taken for a number or an endpoint. */
  const takenFor = (target: string): readonly Published[] =>
    started()
      .callsOf('SNS.Publish')
      .filter(({ delivered }) => delivered)
      .map(({ input }) => input as Published)
      .filter(({ PhoneNumber, TargetArn }) => target === (PhoneNumber ?? TargetArn));

  return {
    get proxy(): FaultyProxy {
      return started();
    },
    takenFor,

    /** The reasons of the messages about this that were given up. */
    deadLetters: (about: string) => deadLetters(started(), about),
  };
}
