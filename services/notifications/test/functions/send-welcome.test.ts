import { randomUUID } from 'node:crypto';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  busEvent,
  concurrently,
  crashAfter,
  cut,
  type FaultyProxy,
  faultyProxy,
  lambdaContext,
  redelivered,
  refuse,
  sqsEvent,
  testEngine,
  testTable,
  throttle,
  twice,
} from '@libs/testing';
import { UserRegistered } from '@services/users/contract';
import { handler } from '../../src/functions/send-welcome.ts';

let proxy: FaultyProxy;

beforeAll(async () => {
  const engine = await testEngine();
  const { name } = await testTable(engine, { indexes: 0 });
  proxy = await faultyProxy(engine.endpoint);
  const sqs = new SQSClient(engine.client);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: engine.unique('dlq') }));
  const domain = `${randomUUID()}.local`;
  await new SESv2Client(engine.client).send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: proxy.endpoint,
    TABLE_NAME: name,
    DEAD_LETTER_QUEUE_URL: proxy.through(QueueUrl),
    MAIL_SENDER: `Longhouse <hello@${domain}>`,
  });
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

interface Sent {
  readonly Destination: { readonly ToAddresses: readonly string[] };
}
interface DeadLetter {
  readonly MessageBody: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue: string }>>;
}

const registered = (email = `${randomUUID()}@example.com`) =>
  busEvent(UserRegistered, { userId: randomUUID(), email, handle: 'ada', displayName: 'Ada <3', locale: 'en' });

/** The mails to an address that SES has taken. */
const mailsTo = (email: string) =>
  proxy
    .callsOf('SESv2.SendEmail')
    .filter(({ input, delivered }) => delivered && (input as Sent).Destination.ToAddresses.includes(email));

/** The messages about an event that were given up, with their reasons. */
const deadLetters = (eventId: string) =>
  proxy
    .callsOf('SQS.SendMessage')
    .map(({ input }) => input as DeadLetter)
    .filter(({ MessageBody }) => MessageBody.includes(eventId))
    .map(({ MessageAttributes }) => MessageAttributes['reason']?.StringValue);

describe('the welcome mail', () => {
  it('is sent to the new person, escaped', async () => {
    const event = registered();
    expect(await handler(sqsEvent(event), lambdaContext())).toEqual({ batchItemFailures: [] });
    const [mail] = mailsTo(event.detail.data.email);
    expect(JSON.stringify(mail?.input)).toContain('Ada &lt;3');
  });

  it('is sent once when the event is delivered twice', async () => {
    const event = registered();
    const outcomes = await twice(handler, sqsEvent(event));
    expect(outcomes).toEqual([1, 2].map(() => ({ status: 'fulfilled', value: { batchItemFailures: [] } })));
    expect(mailsTo(event.detail.data.email)).toHaveLength(1);
  });

  it('is sent once when the event is delivered many times at once; the others come again and find it done', async () => {
    const batch = sqsEvent(registered('concurrent@example.com'));
    await concurrently(handler, batch, 5);
    expect(await handler(redelivered(batch), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(mailsTo('concurrent@example.com')).toHaveLength(1);
  });

  it('is sent once for each event, also to one who registers anew', async () => {
    const email = `${randomUUID()}@example.com`;
    await handler(sqsEvent(registered(email), registered(email)), lambdaContext());
    expect(mailsTo(email)).toHaveLength(2);
  });

  it('is tried again when SES is over its rate', async () => {
    const event = registered();
    const batch = sqsEvent(event);
    proxy.inject('SESv2.SendEmail', throttle(), { times: 10 });
    const itemIdentifier = batch.Records[0]?.messageId;
    expect(await handler(batch, lambdaContext())).toEqual({ batchItemFailures: [{ itemIdentifier }] });
    proxy.heal();
    expect(await handler(redelivered(batch), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(mailsTo(event.detail.data.email)).toHaveLength(1);
    expect(deadLetters(event.detail.metadata.id)).toEqual([]);
  });

  it('that SES refuses goes to the dead-letter queue with its reason, and is sent when it is redriven', async () => {
    const event = registered();
    proxy.inject('SESv2.SendEmail', refuse('MessageRejected', 'Address is on the suppression list'));
    expect(await handler(sqsEvent(event), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(deadLetters(event.detail.metadata.id)).toEqual(['mail-refused']);
    expect(mailsTo(event.detail.data.email)).toHaveLength(0);
    await handler(sqsEvent(event), lambdaContext());
    expect(mailsTo(event.detail.data.email)).toHaveLength(1);
  });

  it('is tried again when the table cannot note it, before it is sent', async () => {
    const event = registered();
    proxy.inject('DynamoDB.PutItem', throttle(), { times: 10 });
    const { batchItemFailures } = await handler(sqsEvent(event), lambdaContext());
    expect(batchItemFailures).toHaveLength(1);
    expect(mailsTo(event.detail.data.email)).toHaveLength(0);
  });

  it('is not sent twice when the process dies between the mail and the note of it, while the claim holds', async () => {
    const event = registered();
    const second = await crashAfter(proxy, 'SESv2.SendEmail', handler, sqsEvent(event));
    expect(second.batchItemFailures).toHaveLength(1);
    expect(mailsTo(event.detail.data.email)).toHaveLength(1);
  });
});

describe('a second mail', () => {
  it('is sent when the answer of SES is lost: better than none', async () => {
    const event = registered();
    proxy.inject('SESv2.SendEmail', cut('after'), { times: 1 });
    const outcomes = await twice(handler, sqsEvent(event));
    expect(outcomes).toEqual([1, 2].map(() => ({ status: 'fulfilled', value: { batchItemFailures: [] } })));
    expect(mailsTo(event.detail.data.email)).toHaveLength(2);
  });

  it('is not sent because the call never reached SES', async () => {
    const event = registered();
    proxy.inject('SESv2.SendEmail', cut('before'), { times: 1 });
    expect(await handler(sqsEvent(event), lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(mailsTo(event.detail.data.email)).toHaveLength(1);
  });

  it('is not sent when the table takes no note of the first, while the claim holds', async () => {
    const event = registered();
    const batch = sqsEvent(event);
    proxy.inject('DynamoDB.UpdateItem', throttle(), { times: 10 });
    expect((await handler(batch, lambdaContext())).batchItemFailures).toHaveLength(1);
    proxy.heal();
    expect((await handler(redelivered(batch), lambdaContext())).batchItemFailures).toHaveLength(1);
    expect(mailsTo(event.detail.data.email)).toHaveLength(1);
  });
});

describe('a batch with a poison message', () => {
  it.each([
    ['that is not JSON', '{"detail":', 'malformed-json'],
    [
      'of an event that is not taken here',
      { source: 'users', 'detail-type': 'UserDeleted', detail: {} },
      'unknown-event',
    ],
    ['without an address', { ...registered(), detail: { ...registered().detail, data: {} } }, 'invalid-message'],
  ])('%s gives up that one alone, with its reason', async (_, poison, reason) => {
    const [before, after] = [registered(), registered()];
    const deadBefore = proxy.callsOf('SQS.SendMessage').length;
    expect(await handler(sqsEvent(before, poison, after), lambdaContext())).toEqual({ batchItemFailures: [] });
    for (const { detail } of [before, after]) expect(mailsTo(detail.data.email)).toHaveLength(1);
    const dead = proxy.callsOf('SQS.SendMessage').slice(deadBefore);
    expect(dead.map(({ input }) => (input as DeadLetter).MessageAttributes['reason']?.StringValue)).toEqual([reason]);
  });
});
