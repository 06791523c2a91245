import { createHmac } from 'node:crypto';

/** Who signs, for which day, region and service. */
export interface Scope {
  readonly sessionToken: string | undefined;
  readonly region: string;
  /** `20261121T100000Z` */
  readonly time: string;
  /** `20261121/eu-central-1/s3/aws4_request` */
  readonly name: string;
  /** `AKID/` and the name. */
  readonly credential: string;
  /** Signature Version 4 of a text, in hexadecimal. */
  readonly sign: (text: string) => string;
}

/**
 * The scope of a signature made now, with the credentials and the region that Lambda has put into the environment.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @throws Error when they are not there
 */
export function scopeAt(now: Date): Scope {
  const keyId = fromEnvironment('AWS_ACCESS_KEY_ID');
  const secret = fromEnvironment('AWS_SECRET_ACCESS_KEY');
  const region = fromEnvironment('AWS_REGION');
  const time = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const parts = [time.slice(0, 8), region, 's3', 'aws4_request'];
  const name = parts.join('/');
  return {
    sessionToken: process.env['AWS_SESSION_TOKEN'] || undefined,
    region,
    time,
    name,
    credential: `${keyId}/${name}`,
    sign(text) {
      const key = parts.reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`));
      return hmac(key, text).toString('hex');
    },
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function fromEnvironment(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '') throw new Error(`${variable} is not set: Lambda sets it`);
  return value;
}
