import { createHmac, hash } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

let cachedFor = '';
let cachedKey = Buffer.alloc(0);

/**
 * Adds what Signature Version 4 asks for to the headers of a POST to a path that needs no escaping:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * The key depends on date, region, service and secret alone, and is kept: four of five HMACs less a call.
 */
export function sign(
  path: string,
  headers: Record<string, string>,
  body: string,
  scope: { region: string; signingName: string; credentials: Credentials; now: Date },
): void {
  const { region, signingName, credentials, now } = scope;
  const time = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const date = time.slice(0, 8);
  headers['x-amz-date'] = time;
  if (credentials.sessionToken !== undefined) headers['x-amz-security-token'] = credentials.sessionToken;

  const names = Object.keys(headers).sort();
  const signedHeaders = names.join(';');
  const canonical = `POST\n${path}\n\n${names.map((name) => `${name}:${headers[name]}\n`).join('')}\n${signedHeaders}\n${hash('sha256', body)}`;
  const credentialScope = `${date}/${region}/${signingName}/aws4_request`;
  const signature = createHmac('sha256', keyFor(credentials.secretAccessKey, date, region, signingName))
    .update(`AWS4-HMAC-SHA256\n${time}\n${credentialScope}\n${hash('sha256', canonical)}`)
    .digest('hex');
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${credentialScope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
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
