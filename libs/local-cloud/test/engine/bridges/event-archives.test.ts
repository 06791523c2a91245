import {
  DescribeArchiveCommand,
  EventBridgeClient,
  PutEventsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { on } from '../support/clients.ts';
import { refusalOf } from '../support/person.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';
import { until } from '../../support/until.ts';

/** A bus with an archive, and a queue that gets all its events. */
const template = (retentionDays: number) => ({
  resources: {
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'archived' } },
    Archive: {
      Type: 'AWS::Events::Archive',
      Properties: {
        ArchiveName: 'kept',
        SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] },
        EventPattern: { 'replay-name': [{ exists: false }] },
        RetentionDays: retentionDays,
      },
    },
    Queue: { Type: 'AWS::SQS::Queue' },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { source: ['test'] },
        Targets: [{ Id: 'queue', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
      },
    },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            },
          ],
        },
      },
    },
  },
  outputs: {
    Archive: { 'Fn::GetAtt': ['Archive', 'Arn'] },
    Bus: { 'Fn::GetAtt': ['Bus', 'Arn'] },
    Queue: { Ref: 'Queue' },
  },
});

describe('an archive in a template', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('has the template refused on the untouched engine: still to be mended', async () => {
    expect(await refusalOf(deploy(untouched(), template(1)))).toContain(
      'Unrecognized resource types: [AWS::Events::Archive]',
    );
  });

  it('keeps events, is updated with them in it, and replays them, when mended', async () => {
    // Prepare
    const { outputs } = await deploy(mended(), template(1));
    const [bus, queues] = [new EventBridgeClient(on(mended())), new SQSClient(on(mended()))];
    const arrives = () =>
      until('the event arrives', async () => {
        const { Messages = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl: outputs.Queue }));
        const [message] = Messages;
        const { ReceiptHandle } = message ?? {};
        if (message) await queues.send(new DeleteMessageCommand({ QueueUrl: outputs.Queue, ReceiptHandle }));
        return message?.Body;
      });
    const entry = { EventBusName: 'archived', Source: 'test', DetailType: 'Tested', Detail: '{"n":1}' };
    const began = new Date(Date.now() - 60_000);
    await bus.send(new PutEventsCommand({ Entries: [entry] }));
    const first = await arrives();
    // Act
    const { status } = await deploy(mended(), template(2));
    const archive = await bus.send(new DescribeArchiveCommand({ ArchiveName: 'kept' }));
    await bus.send(
      new StartReplayCommand({
        ReplayName: 'again',
        EventSourceArn: outputs.Archive,
        Destination: { Arn: outputs.Bus },
        EventStartTime: began,
        EventEndTime: new Date(Date.now() + 60_000),
      }),
    );
    const second = await arrives();
    const after = await bus.send(new DescribeArchiveCommand({ ArchiveName: 'kept' }));
    bus.destroy();
    queues.destroy();
    // Assess
    expect({ status, days: archive.RetentionDays, kept: archive.EventCount }).toEqual({
      status: 'UPDATE_COMPLETE',
      days: 2,
      kept: 1,
    });
    expect(JSON.parse(second)).toMatchObject({ detail: { n: 1 }, 'replay-name': 'again' });
    expect(JSON.parse(first)).not.toHaveProperty('replay-name');
    expect(after.EventCount).toBe(1);
  });
});
