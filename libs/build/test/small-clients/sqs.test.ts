import { createHash } from 'node:crypto';
import * as queues from '@aws-sdk/client-sqs';
import * as smallQueues from '../../src/stand-ins/sqs/client-sqs.ts';
import { client, meaningOf, seen } from '../support/side-by-side.ts';

// Typed by the package that it stands for, as in a bundle.
const small = smallQueues as unknown as typeof queues;

const QueueUrl = 'http://127.0.0.1:1/000000000000/fan-out';
const MessageAttributes = {
  reason: { DataType: 'String', StringValue: 'größer 👩‍🚀' },
  raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 127, 255]) },
};
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const one = (sdk: typeof queues) => (endpoint: string) =>
  new sdk.SQSClient({ ...client, endpoint }).send(
    new sdk.SendMessageCommand({ QueueUrl, MessageBody: 'größer', DelaySeconds: 900, MessageAttributes }),
  );

const many =
  (sdk: typeof queues, ids = ['a', 'b']) =>
  (endpoint: string) =>
    new sdk.SQSClient({ ...client, endpoint }).send(
      new sdk.SendMessageBatchCommand({
        QueueUrl,
        Entries: ids.map((Id) => ({ Id, MessageBody: `größer ${Id}`, DelaySeconds: 5, MessageAttributes })),
      }),
    );

const sent = (Id: string) => ({ Id, MessageId: `m-${Id}`, MD5OfMessageBody: md5(`größer ${Id}`) });
const failed = { Id: 'b', Code: 'InternalError', SenderFault: false, Message: 'Because it is so' };
const json = (body: object) => ({ headers: { 'x-amzn-requestid': 'r-1' }, body: JSON.stringify(body) });

describe('the small client of queues', () => {
  it.each([
    ['a message with a delay and attributes', one, { MessageId: 'm', MD5OfMessageBody: md5('größer') }],
    ['a batch', many, { Successful: ['a', 'b'].map(sent) }],
  ])('sends %s over the wire as the SDK does, to the endpoint that it was given', async (_, call, answer) => {
    // Prepare
    const { received: expected } = await seen(call(queues), json(answer));
    // Act
    const { received, outcome } = await seen(call(small), json(answer));
    // Assess
    expect(outcome).toHaveProperty('answer');
    expect(parsed(received)).toEqual(parsed(expected));
  });

  it.each([
    ['all of it sent', { Successful: ['a', 'b'].map(sent) }],
    ['a part of it sent', { Successful: [sent('a')], Failed: [failed] }],
    ['none of it sent', { Successful: [], Failed: [failed] }],
    ['an id that nobody sent', { Successful: [{ ...sent('z'), MD5OfMessageBody: 'x' }] }],
  ])('gives what a batch answers as the SDK does: %s', async (_, answer) => {
    // Prepare
    const { outcome: expected } = await seen(many(queues), json(answer));
    // Act
    const { outcome } = await seen(many(small), json(answer));
    // Assess
    expect(expected).toHaveProperty('answer');
    expect(outcome).toEqual(expected);
  });

  it('looks at the checksum of the text alone, as the SDK does', async () => {
    const answer = { MessageId: 'm', MD5OfMessageBody: md5('größer'), MD5OfMessageAttributes: 'wrong' };
    for (const sdk of [queues, small]) {
      expect(await seen(one(sdk), json(answer))).toMatchObject({ outcome: { answer } });
    }
  });

  it.each([
    ['a message', one, { MessageId: 'm', MD5OfMessageBody: md5('other') }],
    ['a message of a batch', many, { Successful: [sent('a'), { ...sent('b'), MD5OfMessageBody: md5('other') }] }],
  ])(
    'throws when SQS received another text of %s, as the SDK does, and does not send it again',
    async (_, call, answer) => {
      for (const sdk of [queues, small]) {
        const { thrown, received } = await seen(call(sdk), json(answer));
        expect(thrown).toMatchObject({ message: expect.stringMatching(/checksum/i) as string });
        expect(received).toHaveLength(1);
      }
    },
  );

  it.each([
    ['BatchEntryIdsNotDistinct', 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct'],
    ['BatchRequestTooLong', 'AWS.SimpleQueueService.BatchRequestTooLong'],
    ['EmptyBatchRequest', 'AWS.SimpleQueueService.EmptyBatchRequest'],
    ['InvalidAddress', 'InvalidAddress'],
    ['InvalidBatchEntryId', 'AWS.SimpleQueueService.InvalidBatchEntryId'],
    ['InvalidMessageContents', 'InvalidMessageContents'],
    ['InvalidSecurity', 'InvalidSecurity'],
    ['KmsAccessDenied', 'KMS.AccessDeniedException'],
    ['KmsDisabled', 'KMS.DisabledException'],
    ['KmsInvalidKeyUsage', 'KMS.InvalidKeyUsageException'],
    ['KmsInvalidState', 'KMS.InvalidStateException'],
    ['KmsNotFound', 'KMS.NotFoundException'],
    ['KmsOptInRequired', 'KMS.OptInRequired'],
    ['KmsThrottled', 'KMS.ThrottlingException'],
    ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'],
    ['TooManyEntriesInBatchRequest', 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest'],
    ['UnsupportedOperation', 'AWS.SimpleQueueService.UnsupportedOperation'],
  ] as const)('throws %s as the SDK does, with and without the code of the older protocol', async (name, code) => {
    const body = JSON.stringify({ __type: `com.amazonaws.sqs#${name}`, message: 'Because it is so' });
    for (const headers of [{}, { 'x-amzn-query-error': `${code};Sender`, 'x-amzn-requestid': 'r-1' }]) {
      // Prepare
      const reply = { status: 400, headers, body };
      const { outcome: expected } = await seen(many(queues), reply);
      // Act
      const { outcome, thrown, received } = await seen(many(small), reply);
      // Assess
      expect(expected).toMatchObject({ error: { name, message: 'Because it is so', $fault: 'client' } });
      expect(outcome).toEqual(expected);
      expect(thrown).toBeInstanceOf(small[name]);
      expect(received).toHaveLength(1);
    }
  });

  it('gives an error that has no class the name of the older protocol, as the SDK does', async () => {
    const reply = {
      status: 403,
      headers: { 'x-amzn-query-error': 'AccessDenied;Sender' },
      body: '{"__type":"com.amazon.coral.service#AccessDeniedException","message":"m"}',
    };
    for (const sdk of [queues, small]) {
      const { outcome, thrown } = await seen(many(sdk), reply);
      expect(outcome).toMatchObject({
        error: { name: 'AccessDenied', Code: 'AccessDenied', Type: 'Sender', message: 'm' },
      });
      expect(thrown).toBeInstanceOf(sdk.SQSServiceException);
    }
  });
});

function parsed(received: Awaited<ReturnType<typeof seen>>['received']): unknown {
  return received.map((request) => ({
    ...(meaningOf(request) as object),
    length: undefined, // of JSON with members in another order
    body: JSON.parse(Buffer.from(request.body, 'latin1').toString()) as unknown,
  }));
}
