/** Names that need no path style, and none of the endings that AWS keeps for access points, aliases and directory buckets. */
const PLAIN_NAME = /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*(?<!-s3alias)$/;

/**
 * Where a bucket answers: `https://bucket.s3.region.amazonaws.com/`, or under `AWS_ENDPOINT_URL_S3`, else `AWS_ENDPOINT_URL` (the local engine's, by
 * path when the host is an address: `http://127.0.0.1:4566/bucket`).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 * @throws TypeError for a bucket with dots, access points, directory buckets, FIPS and dual-stack endpoints: the SDK knows these
 */
export function bucketUrl(bucket: string, region: string): URL {
  if (!PLAIN_NAME.test(bucket)) throw new TypeError(`${bucket}: not a plain bucket name; sign with the SDK`);
  const ignored = process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true';
  const configured = ignored ? undefined : process.env['AWS_ENDPOINT_URL_S3'] || process.env['AWS_ENDPOINT_URL'];
  if (configured) {
    const url = new URL(configured);
    const base = url.pathname.replace(/\/$/, '');
    if (isAddress(url.hostname)) url.pathname = `${base}/${bucket}`;
    else {
      url.hostname = `${bucket}.${url.hostname}`;
      url.pathname = `${base}/`;
    }
    return url;
  }
  for (const variable of ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT']) {
    if (process.env[variable] === 'true') throw new TypeError(`${variable} is set: sign with the SDK`);
  }
  return new URL(`https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`);
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^(\d{1,3}\.){3}\d{1,3}$/.test(hostname);
}
