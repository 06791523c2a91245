import { NotFound, Retryable } from '@libs/contracts/errors';
import { correlation, log } from '@libs/observability';
import { lambdaContext, objectCreatedEvent, sqsEvent, sqsRecord } from '@libs/testing';
import { type CreatedObject, objects } from '../src/index.ts';
import { deadLetters } from './support/dead-letters.ts';

const bucket = 'originals-test';
const created = (key: string) => objectCreatedEvent({ bucket, key });
const NOTHING_FAILED = { batchItemFailures: [] };

/** A handler that keeps the keys it has done. */
function recorded(fail: (key: string, receiveCount: number) => void = () => undefined) {
  const { letters, send } = deadLetters();
  const done: string[] = [];
  const handler = objects(
    async ({ object: { key }, receiveCount }) => {
      fail(key, receiveCount);
      done.push(key);
    },
    { send },
  );
  return { done, letters, handler };
}

beforeAll(() => {
  process.env['DEAD_LETTER_QUEUE_URL'] = 'http://127.0.0.1:1/dead';
});

describe('a new object', () => {
  it('reaches the code with its decoded key, its version, and how often it was told of', async () => {
    const seen: [CreatedObject, number][] = [];
    const handler = objects(async ({ object, receiveCount }) => void seen.push([object, receiveCount]));
    const key = 'ada/ü 100%+1 👩‍🚀.jpg';
    const event = objectCreatedEvent({ bucket, key, size: 7, versionId: 'v1', sequencer: '00A1' });
    await expect(handler({ Records: [sqsRecord(event, { receiveCount: 3 })] }, lambdaContext())).resolves.toEqual(
      NOTHING_FAILED,
    );
    expect(seen).toEqual([[{ bucket, key, size: 7, versionId: 'v1', sequencer: '00A1' }, 3]]);
  });

  it('may come by SNS without raw delivery', async () => {
    const { done, handler } = recorded();
    await handler(sqsEvent({ Type: 'Notification', Message: JSON.stringify(created('a/1')) }), lambdaContext());
    expect(done).toEqual(['a/1']);
  });

  it.each(['s3:TestEvent', 'by SNS'])('is not what S3 sends to try the way (%s)', async (way) => {
    const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-11-21T10:00:00.000Z', Bucket: bucket };
    const body = way === 'by SNS' ? { Type: 'Notification', Message: JSON.stringify(test) } : test;
    const { done, letters, handler } = recorded();
    await expect(handler(sqsEvent(body), lambdaContext())).resolves.toEqual(NOTHING_FAILED);
    expect([done, letters]).toEqual([[], []]);
  });

  it.each(['ObjectRemoved:DeleteMarkerCreated', 'ObjectRemoved:Delete', 'LifecycleTransition', 'ObjectCreated'])(
    'is not %s',
    async (eventName) => {
      const { done, letters, handler } = recorded();
      const event = created('a/1');
      const other = { ...event, Records: event.Records.map((record) => ({ ...record, eventName })) };
      await expect(handler(sqsEvent(other), lambdaContext())).resolves.toEqual(NOTHING_FAILED);
      expect([done, letters]).toEqual([[], []]);
    },
  );
});

describe('a message that is no notification', () => {
  const [record] = created('a/1').Records;
  const withObject = (object: object) => ({ Records: [{ ...record, s3: { ...record?.s3, object } }] });

  it.each([
    ['no JSON', 'x', 'malformed-json'],
    ['no JSON in the envelope', { Type: 'Notification', Message: 'x' }, 'malformed-json'],
    ['null', 'null', 'unreadable-notification'],
    ['no records', { Records: [] }, 'unreadable-notification'],
    ['a record that is none', { Records: [null] }, 'unreadable-notification'],
    ['of another service', { Records: [{ ...record, eventSource: 'aws:sqs' }] }, 'unreadable-notification'],
    ['no object', withObject({}), 'unreadable-notification'],
    ['a key that is badly encoded', withObject({ ...record?.s3.object, key: '%E0%A4%A' }), 'unreadable-notification'],
    ['a key that is too long', withObject({ ...record?.s3.object, key: 'x'.repeat(3073) }), 'unreadable-notification'],
    ['a negative size', withObject({ ...record?.s3.object, size: -1 }), 'unreadable-notification'],
  ])('goes to the dead-letter queue at once, as it came (%s)', async (_, body, reason) => {
    const { done, letters, handler } = recorded();
    const batch = sqsEvent(body, created('good'));
    await expect(handler(batch, lambdaContext())).resolves.toEqual(NOTHING_FAILED);
    expect(done).toEqual(['good']);
    expect(letters).toMatchObject([{ body: batch.Records[0]?.body, attributes: { reason } }]);
  });
});

describe('an object that fails', () => {
  it('comes again when it may pass later, and that message alone', async () => {
    const { done, letters, handler } = recorded((key) => {
      if (key === 'later') throw new Retryable('temporarily-unavailable', 'Later');
    });
    const batch = sqsEvent(created('a'), created('later'));
    await expect(handler(batch, lambdaContext())).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: batch.Records[1]?.messageId }],
    });
    expect([done, letters]).toEqual([['a'], []]);
  });

  it('goes to the dead-letter queue with its reason when it never can succeed', async () => {
    const { letters, handler } = recorded(() => {
      throw new NotFound('image-not-found', 'There is no such picture');
    });
    await expect(handler(sqsEvent(created('a')), lambdaContext())).resolves.toEqual(NOTHING_FAILED);
    expect(letters.map(({ attributes }) => attributes['reason'])).toEqual(['image-not-found']);
  });

  it('does not keep the others of its message from being handled, and the message comes again for one that may pass later', async () => {
    const { done, letters, handler } = recorded((key) => {
      if (key === 'never') throw new NotFound('image-not-found', 'None');
      if (key === 'later') throw new Error('what?');
    });
    const keys = (...names: string[]) => objectCreatedEvent(...names.map((key) => ({ bucket, key })));
    const batch = sqsEvent(keys('never', 'a', 'later', 'b'), keys('c', 'never', 'd'));
    await expect(handler(batch, lambdaContext())).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: batch.Records[0]?.messageId }],
    });
    expect(done.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(letters.map(({ body }) => body)).toEqual([batch.Records[1]?.body]);
  });

  it('is not begun when the time is over, and its message comes again', async () => {
    const begun: string[] = [];
    const handler = objects(async ({ object: { key } }) => {
      begun.push(key);
      await new Promise<void>(() => undefined);
    });
    const batch = sqsEvent(objectCreatedEvent({ bucket, key: 'slow' }, { bucket, key: 'next' }));
    await expect(handler(batch, lambdaContext({ timeout: 520 }))).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: batch.Records[0]?.messageId }],
    });
    expect(begun).toEqual(['slow']);
  });
});

describe('the correlation of an object', () => {
  const under = async (correlationOf: (object: CreatedObject) => Promise<string | undefined>) => {
    const seen: (string | undefined)[] = [];
    const { letters, send } = deadLetters();
    const handler = objects(async () => void seen.push(correlation()?.correlationId), { correlationOf, send });
    const batch = sqsEvent(objectCreatedEvent({ bucket, key: 'a' }, { bucket, key: 'b' }));
    const result = await handler(batch, lambdaContext());
    return { seen, letters, result, messageId: batch.Records[0]?.messageId };
  };

  it('is each one’s own', async () => {
    expect((await under(async ({ key }) => `c-${key}`)).seen).toEqual(['c-a', 'c-b']);
  });

  it.each([[undefined], ['not safe\n'], ['']])('is the message’s id instead of %j', async (id) => {
    const { seen, messageId } = await under(async () => id);
    expect(seen).toEqual([messageId, messageId]);
  });

  it('that cannot be found for now gives the message back; the code is not asked', async () => {
    const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    const { seen, letters, result, messageId } = await under(async () => {
      throw throttled;
    });
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: messageId }] });
    expect([seen, letters]).toEqual([[], []]);
  });

  it('that never can be found sends the message to the dead-letter queue', async () => {
    const { letters, result } = await under(async () => {
      throw new NotFound('image-not-found', 'None');
    });
    expect(result).toEqual(NOTHING_FAILED);
    expect(letters.map(({ attributes }) => attributes['reason'])).toEqual(['image-not-found']);
  });

  it('that is never told gives the message back when the time is over', async () => {
    const handler = objects(async () => undefined, {
      correlationOf: async () => new Promise<undefined>(() => undefined),
    });
    const batch = sqsEvent(created('a'));
    await expect(handler(batch, lambdaContext({ timeout: 520 }))).resolves.toEqual({
      batchItemFailures: [{ itemIdentifier: batch.Records[0]?.messageId }],
    });
  });

  it('is in the line of the object, with its key', async () => {
    const written: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => Boolean(written.push(String(line))));
    const level = log.getLevelName();
    log.setLogLevel('INFO');
    const { messageId } = await under(async ({ key }) => `c-${key}`);
    log.setLogLevel(level);
    spy.mockRestore();
    expect(written.map((line) => JSON.parse(line) as unknown)).toMatchObject(
      ['a', 'b'].map((key) => ({
        message: 'handled',
        trigger: 'queue',
        operation: 'ObjectCreated',
        correlation_id: `c-${key}`,
        causation_id: messageId,
        message_id: messageId,
        object_key: key,
        outcome: 'ok',
      })),
    );
  });
});

it('an unknown option is an error at start-up', () => {
  expect(() => objects(async () => undefined, { retries: 3 } as never)).toThrow(
    'objects: unknown option "retries"; it takes correlationOf, send, use',
  );
});
