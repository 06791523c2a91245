import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FaultyProxy, faultyProxy, poll, testEngine } from '@libs/testing';

/** A message as a channel's queue has it. */
export interface Received {
  readonly body: unknown;
  readonly channel: string | undefined;
  readonly correlationId: string | undefined;
}

/** The topic of deliveries with a queue for all channels, and a dead-letter queue, behind a proxy at which calls can be made to go wrong. */
export function deliveriesTarget() {
  let target: { proxy: FaultyProxy; sqs: SQSClient; queueUrl: string } | undefined;

  beforeAll(async () => {
    const engine = await testEngine();
    const proxy = await faultyProxy(engine.endpoint);
    const sqs = new SQSClient(engine.client);
    const QueueName = engine.unique('channels');
    const Endpoint = `arn:aws:sqs:eu-central-1:000000000000:${QueueName}`;
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint },
      ],
    });
    const [{ QueueUrl: queueUrl = '' }, { QueueUrl: deadLetters = '' }] = await Promise.all([
      sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } })),
      sqs.send(new CreateQueueCommand({ QueueName: engine.unique('dlq') })),
    ]);
    const sns = new SNSClient(engine.client);
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: engine.unique('deliveries') }));
    const Attributes = { RawMessageDelivery: 'true' };
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: proxy.endpoint,
      DELIVERIES_TOPIC_ARN: TopicArn,
      DEAD_LETTER_QUEUE_URL: proxy.through(deadLetters),
    });
    target = { proxy, sqs, queueUrl };
  });
  afterEach(() => started().proxy.heal());
  afterAll(() => target?.proxy.stop());

  function started() {
    if (!target) throw new Error('The topic is there with the first test.');
    return target;
  }

  return {
    get proxy(): FaultyProxy {
      return started().proxy;
    },

    /** What comes to the channels, once it is as many messages, and whatever more is there by then. */
    async received(count: number): Promise<Received[]> {
      const { sqs, queueUrl: QueueUrl } = started();
      const received: Received[] = [];
      return poll(`${count} messages`, async () => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
        );
        for (const { Body = '', MessageAttributes = {} } of Messages) {
          const [channel, correlationId] = ['channel', 'correlationId'].map(
            (name) => MessageAttributes[name]?.StringValue,
          );
          received.push({ body: JSON.parse(Body) as unknown, channel, correlationId });
        }
        if (Messages.length > 0) {
          const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
          await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
        }
        return Messages.length === 0 && received.length >= count && received;
      });
    },

    /** Ids of the entries of each PublishBatch since a moment, with what became of the call. */
    lots: (since = 0): readonly string[] =>
      started()
        .proxy.callsOf('SNS.PublishBatch')
        .slice(since)
        .map(({ input, fate }) => {
          const { PublishBatchRequestEntries: entries } = input as { PublishBatchRequestEntries: { Id: string }[] };
          return `${entries.map(({ Id }) => Id).join()} ${fate}`;
        }),
  };
}
