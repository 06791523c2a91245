import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { EventData } from '@libs/contracts';
import type { ScheduleFired } from '../../../services/scheduler/src/contract/events.ts';
import type { LocalCloud } from '../local-cloud.ts';

/** A ScheduleFired of the bus. */
export interface Arrival extends EventData<typeof ScheduleFired> {
  /** Epoch milliseconds: when a queue behind a rule had it. */
  readonly arrivedAt: number;
}

export interface FiredEvents {
  /** How many there are, without reading them. */
  count(): Promise<number>;
  /** All of them, doubles included. */
  read(): Promise<Arrival[]>;
}

const QUEUE = 'bench-fired';
/** Longer than they are read. */
const HIDDEN_SECONDS = 3600;

/**
 * Collects what the scheduler tells from now on in a queue behind a rule of the bus. They are read when all is over: reading costs the engine time, and
 * the queue itself knows when each came.
 */
export async function collectFired({ endpoint }: LocalCloud): Promise<FiredEvents> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = { endpoint, region: 'eu-central-1', credentials };
  const [bus, sqs] = [new EventBridgeClient(client), new SQSClient(client)];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
  const attribute = async (name: 'QueueArn' | 'ApproximateNumberOfMessages') => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }));
    return String(Attributes?.[name]);
  };
  const Arn = await attribute('QueueArn');
  const rule = { Name: QUEUE, EventBusName: 'longhouse-local' };
  const EventPattern = JSON.stringify({ source: ['scheduler'], 'detail-type': ['ScheduleFired'] });
  await bus.send(new PutRuleCommand({ ...rule, EventPattern }));
  const Principal = { Service: 'events.amazonaws.com' };
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: Arn },
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await bus.send(
    new PutTargetsCommand({ Rule: rule.Name, EventBusName: rule.EventBusName, Targets: [{ Id: 'queue', Arn }] }),
  );

  async function page(): Promise<Arrival[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_SECONDS,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    return Messages.map(({ Body = '', Attributes }) => {
      const { detail } = JSON.parse(Body) as { detail: { data: EventData<typeof ScheduleFired> } };
      return { ...detail.data, arrivedAt: Number(Attributes?.SentTimestamp) };
    });
  }

  return {
    count: async () => Number(await attribute('ApproximateNumberOfMessages')),
    async read() {
      const all: Arrival[] = [];
      for (let found = await page(); found.length > 0; found = await page()) all.push(...found);
      return all;
    },
  };
}
