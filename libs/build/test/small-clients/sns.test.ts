import * as topics from '@aws-sdk/client-sns';
import { testEngine } from '@libs/testing';
import * as smallTopics from '../../src/stand-ins/sns/client-sns.ts';
import { rightAuthorization } from '../support/sdk-signer.ts';
import type { Reply } from '../support/scripted-service.ts';
import { client, meaningOf, seen } from '../support/side-by-side.ts';

// Typed by the package that it stands for, as in a bundle.
const small = smallTopics as unknown as typeof topics;

const TopicArn = 'arn:aws:sns:eu-central-1:123456789012:deliveries';
const EndpointArn = 'arn:aws:sns:eu-central-1:123456789012:endpoint/APNS/app/5e3e9847-3183-3f18-a7e8-671c3a57d4b3';
const MessageAttributes = {
  channel: { DataType: 'String', StringValue: 'e-mail & "push" 👩‍🚀' },
  raw: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 127, 255]) },
};

const CALLS: Readonly<Record<string, (sdk: typeof topics) => unknown>> = {
  'Publish to a topic, with attributes': ({ PublishCommand }) =>
    new PublishCommand({ Message: "größer =&+ !'()*~", TopicArn, Subject: 'a b', MessageAttributes }),
  'Publish to a phone': ({ PublishCommand }) =>
    new PublishCommand({ Message: 'Code 123', PhoneNumber: '+4915112345678', MessageAttributes: {} }),
  'Publish to a device': ({ PublishCommand }) =>
    new PublishCommand({ Message: '{"default":"{}"}', TargetArn: EndpointArn, MessageStructure: 'json' }),
  'Publish with members that are not there': ({ PublishCommand }) =>
    new PublishCommand({ Message: '', TopicArn, Subject: undefined }),
  PublishBatch: ({ PublishBatchCommand }) =>
    new PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: Array.from({ length: 10 }, (_, n) => ({
        Id: `n-${n}`,
        Message: `${n}\n`,
        MessageAttributes,
      })),
    }),
  'PublishBatch of nothing': ({ PublishBatchCommand }) =>
    new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [] }),
  CreatePlatformEndpoint: ({ CreatePlatformEndpointCommand }) =>
    new CreatePlatformEndpointCommand({
      PlatformApplicationArn: 'arn:aws:sns:eu-central-1:123456789012:app/APNS/app',
      Token: 'abc123',
      CustomUserData: 'user 1',
      Attributes: { Enabled: 'true' },
    }),
  DeleteEndpoint: ({ DeleteEndpointCommand }) => new DeleteEndpointCommand({ EndpointArn }),
  SetEndpointAttributes: ({ SetEndpointAttributesCommand }) =>
    new SetEndpointAttributesCommand({ EndpointArn, Attributes: { Enabled: 'true', Token: 'new/+' } }),
  GetEndpointAttributes: ({ GetEndpointAttributesCommand }) => new GetEndpointAttributesCommand({ EndpointArn }),
};

const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': '9f1c' };
const answered = (operation: string, result: string): Reply => ({
  headers,
  body: `<${operation}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${result}<ResponseMetadata><RequestId>9f1c</RequestId></ResponseMetadata></${operation}Response>`,
});
const refused = (status: number, code: string, type = 'Sender'): Reply => ({
  status,
  headers,
  body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
  <Error>
    <Type>${type}</Type>
    <Code>${code}</Code>
    <Message>Because &lt;it&gt; is so &amp; no other</Message>
  </Error>
  <RequestId>9f1c</RequestId>
</ErrorResponse>`,
});

function call(sdk: typeof topics, name: string) {
  return (endpoint: string) =>
    new sdk.SNSClient({ ...client, endpoint }).send(CALLS[name]?.(sdk) as topics.PublishCommand);
}

describe('the small client of SNS', () => {
  it.each(Object.keys(CALLS))('sends %s over the wire as the SDK does, with a signature that holds', async (name) => {
    // Prepare
    const reply = { body: '' };
    const { received: expected } = await seen(call(topics, name), reply);
    // Act
    const { received } = await seen(call(small, name), reply);
    // Assess
    expect(received.map(meaningOf)).toEqual(expected.map(meaningOf));
    const [request] = received;
    expect(request?.headers.authorization).toBe(
      request && (await rightAuthorization(request, { ...client, signingName: 'sns' })),
    );
  });

  it.each([
    [
      'Publish to a topic, with attributes',
      'Publish',
      '<PublishResult><MessageId>m-1</MessageId><SequenceNumber>10</SequenceNumber></PublishResult>',
    ],
    ['Publish to a phone', 'Publish', '\n  <PublishResult>\n    <MessageId>m-1</MessageId>\n  </PublishResult>\n'],
    ['Publish to a phone', 'Publish', '<PublishResult/>'],
    [
      'PublishBatch',
      'PublishBatch',
      `<PublishBatchResult>
        <Successful>
          <member><Id>n-0</Id><MessageId>m-0</MessageId></member>
          <member><Id>n-1</Id><MessageId>m-1</MessageId><SequenceNumber>7</SequenceNumber></member>
        </Successful>
        <Failed>
          <member><Id>n-2</Id><Code>InternalError</Code><Message>a &#228; &#xE4; &quot;b&quot;</Message><SenderFault>false</SenderFault></member>
          <member><Id>n-3</Id><Code>InvalidParameter</Code><SenderFault>true</SenderFault></member>
        </Failed>
      </PublishBatchResult>`,
    ],
    [
      'PublishBatch',
      'PublishBatch',
      '<PublishBatchResult><Successful/><Failed><member><Id>a</Id><Code>b</Code><SenderFault>true</SenderFault></member></Failed></PublishBatchResult>',
    ],
    ['PublishBatch', 'PublishBatch', '<PublishBatchResult><Successful></Successful></PublishBatchResult>'],
    [
      'CreatePlatformEndpoint',
      'CreatePlatformEndpoint',
      `<CreatePlatformEndpointResult><EndpointArn>${EndpointArn}</EndpointArn></CreatePlatformEndpointResult>`,
    ],
    ['DeleteEndpoint', 'DeleteEndpoint', ''],
    ['SetEndpointAttributes', 'SetEndpointAttributes', '<SetEndpointAttributesResult/>'],
    [
      'GetEndpointAttributes',
      'GetEndpointAttributes',
      `<GetEndpointAttributesResult><Attributes>
        <entry><key>Enabled</key><value>false</value></entry>
        <entry><key>CustomUserData</key><value> a <![CDATA[<b>]]><!-- no --> </value></entry>
        <entry><key>Token</key><value></value></entry>
      </Attributes></GetEndpointAttributesResult>`,
    ],
    [
      'GetEndpointAttributes',
      'GetEndpointAttributes',
      '<GetEndpointAttributesResult><Attributes/></GetEndpointAttributesResult>',
    ],
  ])('gives what %s answers as the SDK does (%#)', async (name, operation, result) => {
    // Prepare
    const reply = answered(operation, result);
    const { outcome: expected } = await seen(call(topics, name), reply);
    // Act
    const { outcome } = await seen(call(small, name), reply);
    // Assess
    expect(expected).toHaveProperty('answer');
    expect(outcome).toEqual(expected);
  });

  it.each([
    [400, 'EndpointDisabled', 'EndpointDisabledException'],
    [400, 'InvalidParameter', 'InvalidParameterException'],
    [400, 'ParameterValueInvalid', 'InvalidParameterValueException'],
    [403, 'AuthorizationError', 'AuthorizationErrorException'],
    [403, 'InvalidSecurity', 'InvalidSecurityException'],
    [404, 'NotFound', 'NotFoundException'],
    [400, 'PlatformApplicationDisabled', 'PlatformApplicationDisabledException'],
    [400, 'TooManyEntriesInBatchRequest', 'TooManyEntriesInBatchRequestException'],
    [400, 'BatchEntryIdsNotDistinct', 'BatchEntryIdsNotDistinctException'],
    [400, 'BatchRequestTooLong', 'BatchRequestTooLongException'],
    [400, 'EmptyBatchRequest', 'EmptyBatchRequestException'],
    [400, 'InvalidBatchEntryId', 'InvalidBatchEntryIdException'],
    [400, 'KMSThrottling', 'KMSThrottlingException'],
    [400, 'KMSAccessDenied', 'KMSAccessDeniedException'],
    [400, 'KMSDisabled', 'KMSDisabledException'],
    [400, 'KMSInvalidState', 'KMSInvalidStateException'],
    [400, 'KMSNotFound', 'KMSNotFoundException'],
    [403, 'KMSOptInRequired', 'KMSOptInRequired'],
    [400, 'ValidationException', 'ValidationException'],
  ] as const)('throws the error of the SDK for the answer %i %s', async (status, code, name) => {
    // Prepare
    const reply = refused(status, code);
    const { outcome: expected } = await seen(call(topics, 'Publish to a device'), reply);
    // Act
    const { outcome, thrown, received } = await seen(call(small, 'Publish to a device'), reply);
    // Assess
    expect(expected).toMatchObject({ error: { name, $fault: 'client', Code: code } });
    expect(outcome).toEqual(expected);
    expect(thrown).toBeInstanceOf(small[name]);
    expect(thrown).toBeInstanceOf(small.SNSServiceException);
    expect(received).toHaveLength(1);
  });

  it.each([
    [
      'a code that the SDK does not know',
      refused(403, 'SignatureDoesNotMatch'),
      { name: 'SignatureDoesNotMatch', Code: 'SignatureDoesNotMatch' },
    ],
    ['nothing but 404', { status: 404 }, { name: 'NotFoundException', message: 'Unknown' }],
    ['nothing but 400', { status: 400 }, { name: 'Unknown', message: 'Unknown' }],
  ])('throws an error with the name that the SDK gives it for %s', async (_, reply, error) => {
    for (const sdk of [topics, small]) {
      const { outcome, thrown } = await seen(call(sdk, 'Publish to a phone'), reply);
      expect(outcome).toMatchObject({ error: { ...error, $fault: 'client' } });
      expect(thrown).toBeInstanceOf(sdk.SNSServiceException);
    }
  });

  it('gives an error without a name for a page of a proxy, and tries again', async () => {
    const { outcome, received } = await seen(call(small, 'Publish to a phone'), { status: 502, body: '<html><p>bad' });
    expect(outcome).toMatchObject({
      error: { name: 'Unknown', $fault: 'server', $metadata: { httpStatusCode: 502, attempts: 3 } },
    });
    expect(received).toHaveLength(3);
  });

  it('says so when it cannot read what a call that was done is answered with, and does not do it again', async () => {
    const { outcome, received } = await seen(call(small, 'Publish to a phone'), {
      body: '<PublishResponse><PublishResult>',
    });
    expect(outcome).toMatchObject({ error: { name: 'SyntaxError', $metadata: { attempts: 1 } } });
    expect(received).toHaveLength(1);
  });
});

describe('a topic of the engine', () => {
  it.each([
    ['the SDK', topics],
    ['the small client', small],
  ])('takes a batch of %s, and refuses what does not exist', async (_, sdk) => {
    // Prepare
    const engine = await testEngine();
    const { TopicArn: made } = await new topics.SNSClient(engine.client).send(
      new topics.CreateTopicCommand({ Name: engine.unique('topic') }),
    );
    const sns = new sdk.SNSClient(engine.client);
    // Act
    const one = await sns.send(new sdk.PublishCommand({ TopicArn: made, Message: 'größer 👩‍🚀', MessageAttributes }));
    const many = await sns.send(
      new sdk.PublishBatchCommand({
        TopicArn: made,
        PublishBatchRequestEntries: ['a', 'b'].map((Id) => ({ Id, Message: Id })),
      }),
    );
    const none = sns.send(new sdk.PublishCommand({ TopicArn: `${made}-not`, Message: 'x' }));
    // Assess
    expect(one).toMatchObject({
      MessageId: expect.any(String) as string,
      $metadata: { httpStatusCode: 200, attempts: 1 },
    });
    expect(many.Successful?.map(({ Id }) => Id)).toEqual(['a', 'b']);
    await expect(none).rejects.toMatchObject({ name: 'NotFoundException', $fault: 'client' });
    await expect(none).rejects.toBeInstanceOf(sdk.NotFoundException);
  });
});
