import { hash } from 'node:crypto';
import { bucketUrl } from './bucket-url.ts';
import { scopeAt } from './scope.ts';

/** S3's own bound for Signature Version 4. */
const SEVEN_DAYS = 604_800;

/** Named as in the SDK's `GetObjectCommand`; what begins with `Response` is what S3 puts into the headers of its answer. */
export interface ObjectToGet {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
  readonly ResponseCacheControl?: string;
  readonly ResponseContentDisposition?: string;
  readonly ResponseContentType?: string;
}

/** Named as in the SDK's `getSignedUrl`. */
export interface GetOptions {
  /** Seconds, 1 to 604,800 (7 days); credentials of a role end sooner. */
  readonly expiresIn: number;
  readonly signingDate?: Date;
}

/**
 * The address with which somebody else may read one object. Nothing is sent; the same comes out as of the SDK's `getSignedUrl`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * @throws TypeError for a lifetime that S3 does not take, and for what `bucketUrl` refuses
 */
export function presignedGet(object: ObjectToGet, { expiresIn, signingDate = new Date() }: GetOptions): string {
  if (!(expiresIn >= 1 && expiresIn <= SEVEN_DAYS)) throw new TypeError('expiresIn is 1 to 604800 seconds');
  const { region, name, credential, time, sessionToken, sign } = scopeAt(signingDate);
  const { origin, host, pathname } = bucketUrl(object.Bucket, region);
  const path = [pathname.replace(/\/$/, ''), ...object.Key.split('/').map(escaped)].join('/');
  const query = queryOf({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
    'X-Amz-Credential': credential,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(expiresIn),
    'X-Amz-Security-Token': sessionToken,
    'X-Amz-SignedHeaders': 'host',
    'response-cache-control': object.ResponseCacheControl,
    'response-content-disposition': object.ResponseContentDisposition,
    'response-content-type': object.ResponseContentType,
    versionId: object.VersionId,
    'x-amz-checksum-mode': 'ENABLED',
    'x-id': 'GetObject',
  });
  const canonical = `GET\n${path}\n${query}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
  const signature = sign(`AWS4-HMAC-SHA256\n${time}\n${name}\n${hash('sha256', canonical)}`);
  return `${origin}${path}?${query.replace('&X-Amz-SignedHeaders', `&X-Amz-Signature=${signature}&X-Amz-SignedHeaders`)}`;
}

/** In the order of the names' bytes, as a signature wants them; they are written in it above. */
function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${escaped(value)}`))
    .join('&');
}

/** RFC 3986: all but letters, digits and `-._~`. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
