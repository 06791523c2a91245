import { setTimeout as wait } from 'node:timers/promises';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { on } from '../support/clients.ts';
import { mailer } from '../support/mailing.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { until } from '../../support/until.ts';

interface Event {
  eventType: string;
  mail: { messageId: string; timestamp: string; headers: { name: string; value: string }[] } & Record<string, unknown>;
  [detail: string]: unknown;
}

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const may = (service: string, action: string, resource: unknown, condition: object) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: service }, Action: action, Resource: resource, Condition: condition },
  ],
});

/** A queue that hears what the configuration set's topic is told. */
const listening = (destination: object = {}, publisher = 'ses.amazonaws.com') => ({
  Topic: { Type: 'AWS::SNS::Topic' },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: may(
        publisher,
        'sns:Publish',
        { Ref: 'Topic' },
        {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: {
            'aws:SourceArn': { 'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${Set}' },
          },
        },
      ),
    },
  },
  Destination: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    DependsOn: 'TopicPolicy',
    Properties: {
      ConfigurationSetName: { Ref: 'Set' },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint'],
        SnsDestination: { TopicARN: { Ref: 'Topic' } },
        ...destination,
      },
    },
  },
  Queue: { Type: 'AWS::SQS::Queue' },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: may('sns.amazonaws.com', 'sqs:SendMessage', arnOf('Queue'), {
        ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } },
      }),
    },
  },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: arnOf('Queue'), RawMessageDelivery: true },
  },
});

/** A sender, and what its topic has been told so far. */
async function heard(engine: { endpoint: string }, resources = listening()) {
  const own = await mailer(engine, resources, { Queue: { Ref: 'Queue' } });
  const queues = new SQSClient(on(engine));
  const events: Event[] = [];
  const more = async () => {
    const input = { QueueUrl: own.outputs['Queue'], MaxNumberOfMessages: 10 };
    const { Messages = [] } = await queues.send(new ReceiveMessageCommand(input));
    events.push(...Messages.map(({ Body = '' }) => JSON.parse(Body) as Event)); // as SES writes it, asserted below
    return events;
  };
  return {
    ...own,
    /** What was told of a mail, as soon as it is `count` events. */
    about: (id: string, count: number) =>
      until(`${count} events`, async () => {
        const told = (await more()).filter(({ mail }) => mail.messageId === id);
        return told.length >= count && told;
      }),
    /** All that was told, some time later. */
    later: async () => {
      await wait(500);
      return more();
    },
  };
}

const named = (set: string) => ({ ConfigurationSetName: set, EmailTags: [{ Name: 'userId', Value: 'ada-1' }] });

describe('a mail that is sent with a configuration set', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('is told to nobody on the untouched engine: still to be mended', async () => {
    const { status, send, set, later } = await heard(untouched());
    expect(status).toBe('CREATE_COMPLETE');
    await send(named(set));
    expect(await later()).toEqual([]);
  });

  it('is told to its topic as sent, and then as delivered, in the words of AWS, when mended', async () => {
    const { send, set, about } = await heard(mended());
    const id = await send(named(set), [{ Name: 'X-Own', Value: '1' }]);
    const [sent, delivered] = await about(id, 2);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
    const mail = {
      timestamp: time,
      source: 'Longhouse <hello@longhouse.local>',
      sourceArn: 'arn:aws:ses:eu-central-1:000000000000:identity/longhouse.local',
      sendingAccountId: '000000000000',
      messageId: id,
      destination: ['ada@example.com'],
      headersTruncated: false,
      headers: expect.arrayContaining([
        { name: 'From', value: 'Longhouse <hello@longhouse.local>' },
        { name: 'To', value: 'ada@example.com' },
        { name: 'X-Own', value: '1' },
      ]) as object,
      commonHeaders: {
        from: ['Longhouse <hello@longhouse.local>'],
        to: ['ada@example.com'],
        messageId: id,
        subject: 'Grüße',
      },
      tags: {
        'ses:configuration-set': [set],
        'ses:source-ip': ['127.0.0.1'],
        'ses:from-domain': ['longhouse.local'],
        'ses:caller-identity': ['root'],
        userId: ['ada-1'],
      },
    };
    expect(sent).toEqual({ eventType: 'Send', mail, send: {} });
    expect(delivered).toEqual({
      eventType: 'Delivery',
      mail,
      delivery: {
        timestamp: time,
        processingTimeMillis: 0,
        recipients: ['ada@example.com'],
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: 'a0-0.smtp-out.amazonses.com',
      },
    });
  });

  it.each([
    ['bounce', ['Send', 'Bounce']],
    ['complaint', ['Send', 'Delivery', 'Complaint']],
  ])("becomes what AWS's mailbox simulator is asked for: %s", async (address, expected) => {
    const { send, set, about } = await heard(mended());
    const ToAddresses = [`${address}@simulator.amazonses.com`];
    const events = await about(await send({ ...named(set), Destination: { ToAddresses } }), expected.length);
    expect(events.map(({ eventType }) => eventType)).toEqual(expected);
    expect(Object.keys(events.at(-1) ?? {})).toContain(address);
  });

  it('is told only the kinds of events that are asked for', async () => {
    const { send, set, about, later } = await heard(mended(), listening({ MatchingEventTypes: ['delivery'] }));
    await about(await send(named(set)), 1);
    expect((await later()).map(({ eventType }) => eventType)).toEqual(['Delivery']);
  });

  it.each([
    ['while the destination is off', listening({ Enabled: false }), named],
    ['when the policy of the topic is for another service', listening({}, 's3.amazonaws.com'), named],
    ['when it is sent without the set', listening(), () => ({})],
  ])('is told to nobody %s', async (_when, resources, differences) => {
    const { send, set, later } = await heard(mended(), resources);
    await send(differences(set));
    expect(await later()).toEqual([]);
  });
});
