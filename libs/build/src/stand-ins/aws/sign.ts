import { createHmac, hash } from 'node:crypto';
import { percentEncoded } from './percent-encoded.ts';
import type { Exchange } from './http.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

let cachedFor = '';
let cachedKey = Buffer.alloc(0);

/**
 * Adds what Signature Version 4 asks for to the headers of a request without a query:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * The key depends on date, region, service and secret alone, and is kept: four of five HMACs less a call.
 */
export function sign(
  { method, path, headers, body = '' }: Exchange,
  scope: { region: string; signingName: string; credentials: Credentials; now: Date },
): void {
  const { region, signingName, credentials, now } = scope;
  const time = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const date = time.slice(0, 8);
  headers['x-amz-date'] = time;
  if (credentials.sessionToken !== undefined) headers['x-amz-security-token'] = credentials.sessionToken;

  const names = Object.keys(headers).sort();
  const signedHeaders = names.join(';');
  const canonical = `${method}\n${canonicalPath(path)}\n\n${names.map((name) => `${name}:${headers[name]}\n`).join('')}\n${signedHeaders}\n${hash('sha256', body)}`;
  const credentialScope = `${date}/${region}/${signingName}/aws4_request`;
  const signature = createHmac('sha256', keyFor(credentials.secretAccessKey, date, region, signingName))
    .update(`AWS4-HMAC-SHA256\n${time}\n${credentialScope}\n${hash('sha256', canonical)}`)
    .digest('hex');
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${credentialScope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/** Encoded once more than it is sent, and without empty segments: so it is for every service but S3. */
function canonicalPath(path: string): string {
  return path === '/'
    ? path
    : path
        .replace(/\/{2,}/g, '/')
        .split('/')
        .map(percentEncoded)
        .join('/');
}

function keyFor(secret: string, ...scope: string[]): Buffer {
  const wanted = `${secret}/${scope.join('/')}`;
  if (wanted !== cachedFor) {
    cachedKey = [...scope, 'aws4_request'].reduce(
      (key, part) => createHmac('sha256', key).update(part).digest(),
      Buffer.from(`AWS4${secret}`),
    );
    cachedFor = wanted;
  }
  return cachedKey;
}
