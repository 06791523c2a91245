import { randomUUID } from 'node:crypto';
import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { poll, type TestCloud } from '@libs/testing';

/** An event as the bus hands it on. */
export interface Heard {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: { readonly metadata: { readonly correlationId: string }; readonly data: unknown };
}

export interface Listener extends AsyncDisposable {
  /** Waits for the next event; each is given once. @throws NotInTime */
  next(): Promise<Heard>;
}

/** Listens to the events of one name on the system's bus, by a rule and a queue that are gone with the listener. */
export async function listenTo(cloud: TestCloud, source: string, name: string): Promise<Listener> {
  const [bus, sqs] = [new EventBridgeClient(cloud.aws), new SQSClient(cloud.aws)];
  const rule = { Name: `e2e-${randomUUID()}`, EventBusName: `longhouse-${cloud.stage}` };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: rule.Name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Arn = String(Attributes?.['QueueArn']);
  const EventPattern = JSON.stringify({ source: [source], 'detail-type': [name] });
  const { RuleArn } = await bus.send(new PutRuleCommand({ ...rule, EventPattern }));
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: Arn,
      Condition: { ArnEquals: { 'aws:SourceArn': RuleArn } },
    },
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await bus.send(
    new PutTargetsCommand({ Rule: rule.Name, EventBusName: rule.EventBusName, Targets: [{ Id: 'queue', Arn }] }),
  );

  return {
    next: () =>
      poll(`${name} on the bus`, async () => {
        // It stays invisible for longer than a test takes.
        const { Messages: [message] = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, VisibilityTimeout: 600 }),
        );
        return message?.Body !== undefined && (JSON.parse(message.Body) as Heard); // as EventBridge documents it
      }),
    [Symbol.asyncDispose]: async () => {
      await bus.send(new RemoveTargetsCommand({ Rule: rule.Name, EventBusName: rule.EventBusName, Ids: ['queue'] }));
      await bus.send(new DeleteRuleCommand(rule));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
