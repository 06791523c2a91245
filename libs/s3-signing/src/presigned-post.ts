import { bucketUrl } from './bucket-url.ts';
import { scopeAt } from './scope.ts';

/** What S3 checks of a form: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
export type Condition =
  | Readonly<Record<string, string>>
  | readonly ['eq' | 'starts-with', string, string]
  | readonly ['content-length-range', number, number];

/** Named as in the SDK's `createPresignedPost`. */
export interface PostPolicy {
  readonly Bucket: string;
  /** The exact key: it ends in no `${filename}`. */
  readonly Key: string;
  /** Fields of the form that S3 wants to see exactly so. */
  readonly Fields?: Readonly<Record<string, string>>;
  readonly Conditions?: readonly Condition[];
  /** Seconds. */
  readonly Expires: number;
}

/** The form: its fields come before the file, whose field is `file` and the last. */
export interface PresignedPost {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The form with which somebody else may upload one object, as S3 itself checks it. Nothing is sent; the same comes out as of the SDK's `createPresignedPost`.
 * @throws TypeError for a key that is a pattern, and for what `bucketUrl` refuses
 */
export function presignedPost(policy: PostPolicy, now = new Date()): PresignedPost {
  const { Bucket, Key, Fields = {}, Conditions = [], Expires } = policy;
  if (Key.endsWith('${filename}')) throw new TypeError('A key that ends in ${filename} is no exact key');
  const { region, credential, time, sessionToken, sign } = scopeAt(now);
  const fields = {
    ...Fields,
    bucket: Bucket,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': credential,
    'X-Amz-Date': time,
    ...(sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken }),
  };
  const exact = Object.entries(fields).map(([name, value]) => ({ [name]: value }));
  const conditions = [...Conditions, ...exact, { key: Key }].map((condition) => JSON.stringify(condition));
  const expiration = new Date(now.getTime() + Expires * 1000).toISOString().replace(/\.\d{3}/, '');
  const text = `{"expiration":"${expiration}","conditions":[${[...new Set(conditions)].join(',')}]}`;
  const Policy = Buffer.from(text).toString('base64');
  return {
    url: bucketUrl(Bucket, region).href,
    fields: { ...fields, key: Key, Policy, 'X-Amz-Signature': sign(Policy) },
  };
}
