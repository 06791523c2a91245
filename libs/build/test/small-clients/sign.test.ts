import { sign } from '../../src/stand-ins/aws/sign.ts';
import { sdkSigner } from '../support/sdk-signer.ts';

const scope = { region: 'eu-central-1', signingName: 'dynamodb' };
const session = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'session' };
const other = { accessKeyId: 'AKID', secretAccessKey: 'other' };
const noon = '2026-11-21T10:00:00.123Z';
const json = JSON.stringify({ TableName: 'users', Item: { name: { S: 'Ada 👩‍🚀' } } });

describe('a signature', () => {
  it.each([
    ['with a session token', { credentials: session }],
    ['without one', { credentials: other, time: '2026-11-21T23:59:59.999Z' }],
    ['on the next day', { credentials: other, time: '2026-11-22T00:00:00.000Z' }],
    ['of a path', { path: '/v2/email/outbound-emails' }],
    ['of a path with signs in it', { path: "/stage~1/@connections/L0SM9cOFvHcCIhw%3D!'()*" }],
    ['of a path with an empty segment', { path: '/stage//@connections/a' }],
    ['of bytes', { body: new Uint8Array([0, 127, 128, 255]) }],
    ['of a request without a body', { method: 'DELETE', body: undefined }],
  ] as const)('is the one that the SDK makes, %s', async (_, given) => {
    // Prepare
    const { method, path, body, credentials, time } = {
      method: 'POST' as const,
      path: '/',
      body: json,
      credentials: session,
      time: noon,
      ...given,
    };
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      host: 'dynamodb.eu-central-1.amazonaws.com',
      'x-amz-target': 'DynamoDB_20120810.PutItem',
    };
    const now = new Date(time);
    const real = await sdkSigner({ ...scope, credentials }).sign(
      { method, protocol: 'https:', hostname: headers.host, path, query: {}, headers: { ...headers }, body },
      { signingDate: now },
    );
    // Act
    const signed: Record<string, string> = { ...headers };
    sign({ method, path, headers: signed, body }, { ...scope, credentials, now });
    // Assess
    expect(signed).toEqual(real.headers);
  });
});
