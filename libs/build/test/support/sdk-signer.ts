import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Received } from './scripted-service.ts';

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

interface Scope {
  readonly region: string;
  readonly signingName: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
  };
}

/** The SDK's own signer. */
export function sdkSigner({ region, signingName, credentials }: Scope): SignatureV4 {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return new SignatureV4({
    service: signingName,
    region,
    sha256: Sha256,
    applyChecksum: false,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  });
}

/** The `authorization` that the SDK's signer gives to a request as it came, of the headers that it says to have signed. */
export async function rightAuthorization(
  { method, url, headers, body }: Received,
  scope: Scope,
): Promise<string | undefined> {
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const time = String(headers['x-amz-date']).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const signed = Object.fromEntries(names.split(';').map((name) => [name, String(headers[name])]));
  const { headers: right } = await sdkSigner(scope).sign(
    {
      method,
      protocol: 'http:',
      hostname: String(headers.host),
      path: url,
      query: {},
      headers: signed,
      body: Buffer.from(body, 'latin1'),
    },
    { signingDate: new Date(time) },
  );
  return right['authorization'];
}
