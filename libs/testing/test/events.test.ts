import { command, event as contract, Type } from '@libs/contracts';
import {
  busEvent,
  httpEvent,
  lambdaContext,
  objectCreatedEvent,
  scheduledEvent,
  sqsEvent,
  streamEvent,
  triggerEvent,
  websocketEvent,
} from '../src/index.ts';

describe('httpEvent', () => {
  it('fills the path from the route and its parameters', () => {
    const { rawPath, routeKey, pathParameters } = httpEvent('GET', { route: '/users/{id}', params: { id: '7' } });
    expect({ rawPath, routeKey, pathParameters }).toEqual({
      rawPath: '/users/7',
      routeKey: 'GET /users/{id}',
      pathParameters: { id: '7' },
    });
  });

  it('joins a parameter that is given twice, and keeps both in the raw query', () => {
    const { rawQueryString, queryStringParameters } = httpEvent('GET', { query: { tag: ['a', 'b'], limit: '5' } });
    expect(rawQueryString).toBe('tag=a&tag=b&limit=5');
    expect(queryStringParameters).toEqual({ tag: 'a,b', limit: '5' });
  });

  it('has no query, path parameters or body where there are none, as API Gateway leaves them out', () => {
    const event = httpEvent('GET');
    for (const absent of ['queryStringParameters', 'pathParameters', 'body']) expect(event).not.toHaveProperty(absent);
  });

  it('sends an object as JSON, a string as it is and bytes in base64', () => {
    expect(httpEvent('POST', { body: { a: 1 } })).toMatchObject({
      body: '{"a":1}',
      isBase64Encoded: false,
      headers: { 'content-type': 'application/json', 'content-length': '7' },
    });
    const text = httpEvent('POST', { body: '{' });
    expect(text.body).toBe('{');
    expect(text.headers).not.toHaveProperty('content-type');
    expect(httpEvent('POST', { body: Buffer.from([0xff]) })).toMatchObject({ body: '/w==', isBase64Encoded: true });
  });

  it('passes groups as an HTTP API does, and no caller where the route has no authorizer', () => {
    const { requestContext } = httpEvent('GET', { claims: { 'cognito:groups': ['admin', 'staff'] } });
    expect(requestContext.authorizer.jwt.claims).toMatchObject({
      email: 'ada@example.com',
      'cognito:groups': '[admin staff]',
    });
    expect(httpEvent('GET', { claims: null }).requestContext.authorizer).toBeUndefined();
  });
});

describe('busEvent and sqsEvent', () => {
  const Sent = contract('users', 'Sent', 2, { count: Type.Integer({ minimum: 0, maximum: 9 }) });

  it('wraps data in an envelope that the contract itself accepts', () => {
    const { source, 'detail-type': name, detail } = busEvent(Sent, { count: 1 }, { correlationId: 'c-1' });
    expect({ source, name }).toEqual({ source: 'users', name: 'Sent' });
    expect(detail).toMatchObject({ metadata: { version: 2, correlationId: 'c-1' }, data: { count: 1 } });
    expect(Sent.validate(structuredClone(detail))).toBe(true);
  });

  it('takes data of the contract only', () => {
    // @ts-expect-error count is a number
    expect(busEvent(Sent, { count: 'one' }).detail.data.count).toBe('one');
  });

  it('says who published a command, which its contract leaves open', () => {
    const Wanted = command('Wanted', 1, { count: Type.Integer({ minimum: 0, maximum: 9 }) });
    expect(busEvent(Wanted, { count: 1 }, {}, 'images').source).toBe('images');
    expect(() => busEvent(Wanted, { count: 1 })).toThrow('Any service may publish Wanted');
  });

  it('makes a batch of distinct messages, of which one may be what no producer sends', () => {
    const { Records } = sqsEvent(busEvent(Sent, { count: 1 }), 'not json');
    expect(Records.map(({ body }) => body[0])).toEqual(['{', 'n']);
    expect(new Set(Records.map(({ messageId }) => messageId)).size).toBe(2);
    expect(Records[1]?.md5OfBody).toBe('83e12cc6068a0f3c5555be0d55fb01bb');
  });
});

describe('streamEvent', () => {
  const item = { pk: 'user#1', sk: 'profile', handle: 'ada', tags: ['x'], photo: new Uint8Array([255]) };

  it('marshals plain items as the stream has them, bytes in base64', () => {
    const [record] = streamEvent([{ after: item }], { table: 'users-dev', at: 1_763_719_200_999 }).Records;
    expect(record).toMatchObject({
      eventName: 'INSERT',
      dynamodb: {
        ApproximateCreationDateTime: 1_763_719_200,
        Keys: { pk: { S: 'user#1' }, sk: { S: 'profile' } },
        NewImage: { handle: { S: 'ada' }, tags: { L: [{ S: 'x' }] }, photo: { B: '/w==' } },
      },
    });
    expect(record?.eventSourceARN).toContain(':table/users-dev/stream/');
    expect(record?.dynamodb).not.toHaveProperty('OldImage');
  });

  it('names what happened by which images there are', () => {
    const { Records } = streamEvent([{ after: item }, { before: item, after: item }, { before: item, expired: true }]);
    expect(Records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    expect(Records[2]?.userIdentity).toEqual({ type: 'Service', principalId: 'dynamodb.amazonaws.com' });
    expect(Records[1]).not.toHaveProperty('userIdentity');
  });

  it('gives the same record the same id when the stream is read again, and two equal changes two ids', () => {
    const change = { after: item };
    expect(ids([change, change])).toEqual(ids([change, change]));
    expect(new Set(ids([change, change])).size).toBe(2);
  });

  it('refuses a change without any image', () => {
    expect(() => streamEvent([{}])).toThrow(TypeError);
  });
});

describe('objectCreatedEvent', () => {
  it('encodes the key as S3 does, and gives the version where there is one', () => {
    const { Records } = objectCreatedEvent(
      { bucket: 'b', key: 'ada/ü (1)+ä b.jpg', versionId: 'v', by: 'Put' },
      { bucket: 'b', key: 'x', size: 0 },
    );
    expect(Records[0]).toMatchObject({
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { arn: 'arn:aws:s3:::b' }, object: { key: 'ada/%C3%BC+%281%29%2B%C3%A4+b.jpg', versionId: 'v' } },
    });
    expect(Records[1]).toMatchObject({ eventName: 'ObjectCreated:Post', s3: { object: { key: 'x', size: 0 } } });
    expect(Records[1]?.s3.object).not.toHaveProperty('versionId');
  });

  it('gives the later of two notifications of one key the greater sequencer', () => {
    const at = 1_763_719_200_000;
    const { Records } = objectCreatedEvent({ bucket: 'b', key: 'x', at }, { bucket: 'b', key: 'x', at: at + 1 });
    const [first, second] = Records.map(({ s3 }) => BigInt(`0x${s3.object.sequencer}`));
    expect(second).toBeGreaterThan(first ?? 0n);
  });
});

describe('the other triggers', () => {
  it('confirms a sign-up with a verified address, and asks for one with an unverified', () => {
    const { userName, request } = triggerEvent('PostConfirmation_ConfirmSignUp', {
      attributes: { email: 'b@example.com' },
    });
    expect(request.userAttributes).toMatchObject({ sub: userName, email: 'b@example.com', email_verified: 'true' });
    const asked = triggerEvent('PreSignUp_SignUp');
    expect(asked.request.userAttributes).not.toHaveProperty('email_verified');
    expect(asked.response.autoConfirmUser).toBe(false);
  });

  it('plans a schedule at whole seconds', () => {
    expect(scheduledEvent({ at: 1_763_719_200_999 }).time).toBe('2025-11-21T10:00:00Z');
  });

  it.each([
    ['$connect', 'CONNECT'],
    ['$disconnect', 'DISCONNECT'],
    ['subscribe', 'MESSAGE'],
  ])('gives the WebSocket route %s its type %s', (route, type) => {
    expect(websocketEvent(route, { body: { a: 1 } })).toMatchObject({
      requestContext: { eventType: type },
      body: '{"a":1}',
    });
  });
});

describe('lambdaContext', () => {
  it('runs down to its deadline and not below', () => {
    // Prepare
    let time = 1000;
    const context = lambdaContext({ timeout: 3000, now: () => time });
    // Act
    const left = [0, 2000, 5000].map((passed) => {
      time = 1000 + passed;
      return context.getRemainingTimeInMillis();
    });
    // Assess
    expect(left).toEqual([3000, 1000, 0]);
  });
});

const ids = (changes: Parameters<typeof streamEvent>[0]) => streamEvent(changes).Records.map(({ eventID }) => eventID);
