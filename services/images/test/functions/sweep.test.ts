import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  cut,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  poll,
  scheduledEvent,
  testEngine,
  throttle,
} from '@libs/testing';
import { SweepPositionEntity } from '../../src/data/entities/sweep-position.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import type { Image } from '../../src/domain/image.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import { handler } from '../../src/functions/sweep.ts';
import { ownContents } from '../contents.ts';
import { claimed, ownTable, pending, ready } from '../store.ts';

let proxy: FaultyProxy;
let sqs: SQSClient;
let queueUrl = '';

/** The topic of the uploads, and a queue that listens to it as those of the service do. */
async function uploads(): Promise<void> {
  const engine = await testEngine();
  sqs = new SQSClient(engine.client);
  const sns = new SNSClient(engine.client);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: engine.unique('uploads') }));
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: engine.unique('uploads'), Attributes: { Policy: letting(TopicArn) } }),
  );
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  queueUrl = QueueUrl;
  process.env['UPLOADS_TOPIC'] = TopicArn;
}

const letting = (topic: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: '*',
        Condition: { ArnEquals: { 'aws:SourceArn': topic } },
      },
    ],
  });

const { originals, renditions } = ownContents();
ownTable([SweepPositionEntity], async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  await uploads();
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const HOUR = 3_600_000;

/** A sweep so many hours from now, and the metrics that it wrote. */
async function sweepIn(hours: number): Promise<Record<string, number>> {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => Boolean(written.push(String(line))));
  try {
    await handler(scheduledEvent({ at: Date.now() + hours * HOUR }), lambdaContext({ timeout: 60_000 }));
  } finally {
    spy.mockRestore();
  }
  const line = written.map((text) => JSON.parse(text) as Record<string, unknown>).find((text) => '_aws' in text);
  const { _aws, service: _service, ...metrics } = line ?? {};
  return metrics as Record<string, number>;
}

/** What listeners of the topic are told, by the key of the object. */
async function told(image: Image): Promise<{ versionId: string; size: number }[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return Messages.flatMap(({ Body = '' }) => {
    const { Records } = JSON.parse(Body) as {
      Records: { s3: { object: { key: string; versionId: string; size: number } } }[];
    };
    return Records.map(({ s3 }) => s3.object).filter(({ key }) => key === originalKey(image));
  });
}

describe('an upload that never came', () => {
  it('is given up an hour after its form has expired, as if its owner had removed it, and not before', async () => {
    const image = await pending();
    await sweepIn(1.2);
    expect(await images.find(image)).toBeDefined();
    expect(await sweepIn(1.3)).toMatchObject({ UploadsExpired: 1, UploadsRedriven: 0 });
    expect(await images.find(image)).toBeUndefined();
    expect(await images.isDeleted(image.imageId)).toBe(true);
  });

  it('that comes in this very moment is kept', async () => {
    const image = await pending();
    proxy.inject('S3.ListObjectVersions', {
      name: 'arrival',
      meet: async ({ forward, answer }) => {
        const before = await forward();
        await processing.claim(image, 'v1');
        answer(before);
      },
    });
    await sweepIn(2);
    expect(await images.get(image)).toMatchObject({ state: 'processing' });
    await images.remove(image);
  });
});

describe('an upload that nobody noticed', () => {
  it('is told of again, by its first version, once an hour', async () => {
    const image = await pending();
    const versionId = await originals.put(originalKey(image), 'first');
    await originals.put(originalKey(image), 'second, longer');
    expect(await sweepIn(2)).toMatchObject({ UploadsRedriven: 1, UploadsExpired: 0 });
    const heard = await poll('notification', async () => (await told(image))[0]);
    expect(heard).toMatchObject({ versionId, size: 5 });
    expect(await images.get(image)).toMatchObject({ state: 'pending' });
    await images.remove(image);
  });

  it('is rejected after a day in vain, so that nothing is tried for ever', async () => {
    const image = await pending();
    await originals.put(originalKey(image));
    expect(await sweepIn(24.1)).toMatchObject({ PicturesStuck: 1 });
    expect(await images.get(image)).toMatchObject({ state: 'rejected', rejection: { code: 'processing-failed' } });
    expect(await told(image)).toEqual([]);
  });
});

describe('a picture that got stuck', () => {
  it('is rejected after six hours with a sentence for its owner, and not before', async () => {
    const image = await claimed();
    await sweepIn(5.9);
    expect(await images.get(image)).toMatchObject({ state: 'processing' });
    expect(await sweepIn(6.1)).toMatchObject({ PicturesStuck: 1 });
    expect((await images.get(image)).rejection?.message).toContain('upload it once more');
  });
});

describe('what is in order', () => {
  it('stays as it is', async () => {
    const image = await ready();
    await originals.put(originalKey(image));
    await sweepIn(20);
    expect(await images.get(image)).toEqual(image);
    expect(await originals.keys()).toContain(originalKey(image));
    expect(await renditions.keys()).toEqual([]);
    await images.remove(image);
  });
});

describe('a sweep', () => {
  it('that runs twice at once does everything once', async () => {
    const late = [await pending(), await pending(), await pending()];
    const stuck = await claimed();
    const event = scheduledEvent({ at: Date.now() + 7 * HOUR });
    const both = await Promise.allSettled([1, 2].map(async () => handler(event, lambdaContext({ timeout: 60_000 }))));
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    for (const image of late) expect(await images.find(image)).toBeUndefined();
    expect(await images.get(stuck)).toMatchObject({ state: 'rejected' });
  });

  it('does what it can, and fails in the end, when one of its parts fails', async () => {
    const [first, second] = [await pending(), await pending()];
    proxy.inject('S3.ListObjectVersions', throttle(), { times: 3 });
    await expect(sweepIn(2)).rejects.toThrow('A part of the sweep failed');
    const left = [await images.find(first), await images.find(second)].filter((image) => image !== undefined);
    expect(left).toHaveLength(1);
    proxy.heal();
    await sweepIn(2);
    expect(await images.find(first)).toBeUndefined();
    expect(await images.find(second)).toBeUndefined();
  });

  it('is not stopped by a connection that dies', async () => {
    const image = await pending();
    proxy.inject('DynamoDB.TransactWriteItems', cut('after'), { times: 1 });
    await sweepIn(2);
    expect(await images.find(image)).toBeUndefined();
  });
});
