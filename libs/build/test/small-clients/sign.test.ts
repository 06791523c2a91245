import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { sign } from '../../src/stand-ins/aws/sign.ts';

/** What SignatureV4 asks of a hash. */
class Sha256 {
  readonly #hash;
  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Buffer);
  }
  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

const scope = { region: 'eu-central-1', signingName: 'dynamodb' };

describe('a signature', () => {
  it.each([
    [
      'with a session token',
      { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'session' },
      '2026-11-21T10:00:00.123Z',
    ],
    [
      'without one',
      { accessKeyId: 'AKID', secretAccessKey: 'other', sessionToken: undefined },
      '2026-11-21T23:59:59.999Z',
    ],
    [
      'on the next day',
      { accessKeyId: 'AKID', secretAccessKey: 'other', sessionToken: undefined },
      '2026-11-22T00:00:00.000Z',
    ],
  ])('is the one that the SDK makes, %s', async (_, credentials, time) => {
    // Prepare
    const body = JSON.stringify({ TableName: 'users', Item: { name: { S: 'Ada 👩‍🚀' } } });
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      host: 'dynamodb.eu-central-1.amazonaws.com',
      'x-amz-target': 'DynamoDB_20120810.PutItem',
    };
    const now = new Date(time);
    const path = '/v2/email/outbound-emails';
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const signer = new SignatureV4({
      service: scope.signingName,
      region: scope.region,
      sha256: Sha256,
      applyChecksum: false,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    });
    const real = await signer.sign(
      {
        method: 'POST',
        protocol: 'https:',
        hostname: headers.host,
        path,
        query: {},
        headers: { ...headers },
        body,
      },
      { signingDate: now },
    );
    // Act
    const signed: Record<string, string> = { ...headers };
    sign(path, signed, body, { ...scope, credentials, now });
    // Assess
    expect(signed).toEqual(real.headers);
  });
});
