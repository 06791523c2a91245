import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { on } from '../support/clients.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';
import { until } from '../../support/until.ts';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const rule = (queue: string) => ({
  Type: 'AWS::Events::Rule',
  Properties: { EventPattern: { source: ['test'] }, Targets: [{ Id: 'queue', Arn: arnOf(queue) }] },
});
const policy = (queue: string, source: string) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: queue }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf(queue),
          Condition: { ArnEquals: { 'aws:SourceArn': arnOf(source) } },
        },
      ],
    },
  },
});

const resources = {
  Open: { Type: 'AWS::SQS::Queue' },
  Bare: { Type: 'AWS::SQS::Queue' },
  Foreign: { Type: 'AWS::SQS::Queue' },
  OpenRule: rule('Open'),
  BareRule: rule('Bare'),
  ForeignRule: rule('Foreign'),
  OpenPolicy: policy('Open', 'OpenRule'),
  ForeignPolicy: policy('Foreign', 'OpenRule'),
};

/** Sends one event to three queues: which got it, asked when the one that must have it has it. */
async function reached(engine: { endpoint: string }): Promise<string[]> {
  const { outputs } = await deploy(engine, {
    resources,
    outputs: { Open: { Ref: 'Open' }, Bare: { Ref: 'Bare' }, Foreign: { Ref: 'Foreign' } },
  });
  const [bus, queues] = [new EventBridgeClient(on(engine)), new SQSClient(on(engine))];
  try {
    await bus.send(new PutEventsCommand({ Entries: [{ Source: 'test', DetailType: 'Tested', Detail: '{}' }] }));
    const has = async (name: string) => {
      const { Messages = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl: outputs[name] }));
      return Messages.length > 0;
    };
    await until('the event arrives', () => has('Open'));
    const others = await Promise.all(['Bare', 'Foreign'].map(async (name) => ((await has(name)) ? [name] : [])));
    return ['Open', ...others.flat()];
  } finally {
    bus.destroy();
    queues.destroy();
  }
}

describe('an event for queues without a policy, or with one for another rule', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('arrives on the untouched engine: still to be mended', async () => {
    expect(await reached(untouched())).toEqual(['Open', 'Bare', 'Foreign']);
  });

  it('arrives only where the policy lets this rule send when mended', async () => {
    expect(await reached(mended())).toEqual(['Open']);
  });
});
