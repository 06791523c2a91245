import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type ObjectToGet, type PostPolicy, presignedGet, presignedPost } from '../src/index.ts';

const Bucket = 'originals-123456789012-eu-central-1';
const AT = new Date('2026-11-21T23:59:59.987Z');
const KEYS = ['a/b', 'ada/ü 100%+1 👩‍🚀.jpg', "!'()*~-._ //x", 'a/./b/../c', '/a', 'a/', '?x=1&y#z'];

const variables = process.env;

/** An environment of a function, from what differs of it. */
function environment(given: Record<string, string> = {}): void {
  process.env = {
    ...variables,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    AWS_ENDPOINT_URL: '',
    ...given,
  };
}

const ENVIRONMENTS = [
  ['AWS, long-lived keys', {}],
  ['AWS, a role', { AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEBYaDK+/=token' }],
  ['AWS, another region', { AWS_REGION: 'us-east-1' }],
  ['AWS, China', { AWS_REGION: 'cn-north-1' }],
  ['the local engine', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }],
  ['an engine by IPv6', { AWS_ENDPOINT_URL: 'http://[::1]:4566' }],
  ['an engine by name', { AWS_ENDPOINT_URL: 'http://localhost:4566/' }],
  ['an engine under a path', { AWS_ENDPOINT_URL_S3: 'https://10.0.0.1/s3/', AWS_ENDPOINT_URL: 'http://localhost:1' }],
] as const;

beforeEach(() => jest.useFakeTimers({ now: AT, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
afterEach(() => {
  jest.useRealTimers();
  process.env = variables;
});

describe.each(ENVIRONMENTS)('what is signed for %s', (_, given) => {
  beforeEach(() => environment(given));

  it.each<Omit<PostPolicy, 'Bucket'>>([
    { Key: 'a/b', Expires: 900 },
    {
      Key: 'ada/ü "x" 👩‍🚀',
      Fields: { 'Content-Type': 'image/jpeg', 'x-amz-meta-note': 'é' },
      Conditions: [
        ['content-length-range', 1, 99],
        ['eq', '$x-amz-meta-note', 'é'],
        { 'Content-Type': 'image/jpeg' },
        ['starts-with', '$x-amz-meta-other', ''],
      ],
      Expires: 1,
    },
  ])('is the form that the SDK makes (%#)', async ({ Conditions = [], Fields = {}, ...policy }) => {
    // Prepare
    const real = await createPresignedPost(new S3Client({}), {
      Bucket,
      ...policy,
      Fields: { ...Fields },
      // The SDK's own type takes no readonly tuples.
      Conditions: structuredClone(Conditions) as never,
    });
    // Act
    const ours = presignedPost({ Bucket, ...policy, Fields, Conditions });
    // Assess
    expect(ours).toEqual(real);
  });

  it.each<Omit<ObjectToGet, 'Bucket'>>([
    ...KEYS.map((Key) => ({ Key })),
    { Key: 'k', VersionId: '3/L4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo' },
    {
      Key: 'k',
      ResponseCacheControl: 'private, max-age=60',
      ResponseContentDisposition: `attachment; filename="a b.jpg"; filename*=UTF-8''%C3%BC.jpg`,
      ResponseContentType: 'image/jpeg',
    },
  ])('is the address that the SDK makes (%j)', async (object) => {
    // Prepare
    const options = { expiresIn: 604_800, signingDate: new Date('2026-01-01T00:00:00.000Z') };
    const real = await getSignedUrl(new S3Client({}), new GetObjectCommand({ Bucket, ...object }), options);
    // Act
    const ours = presignedGet({ Bucket, ...object }, options);
    // Assess
    expect(ours).toBe(real);
  });
});

describe('what it does not sign', () => {
  beforeEach(() => environment());
  const get = (object: Partial<ObjectToGet> = {}, expiresIn = 60) =>
    presignedGet({ Bucket, Key: 'k', ...object }, { expiresIn });

  it.each([
    ['a.dotted.name'],
    ['UPPER'],
    ['x'],
    ['arn:aws:s3:::b'],
    ['b--use1-az4--x-s3'],
    ['access-s3alias'],
    ['b/../c'],
    [''],
  ])('objects of %j, which the SDK would have to', (name) => {
    expect(() => get({ Bucket: name })).toThrow('sign with the SDK');
  });

  it.each([0, -1, 604_801, Number.NaN])('for %p seconds', (seconds) => {
    expect(() => get({}, seconds)).toThrow('1 to 604800 seconds');
  });

  it('a form for a pattern of keys', () => {
    expect(() => presignedPost({ Bucket, Key: 'a/${filename}', Expires: 60 })).toThrow('no exact key');
  });

  it.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])('with %s', (variable) => {
    environment({ [variable]: 'true' });
    expect(() => get()).toThrow(`${variable} is set`);
  });

  it.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('without %s', (variable) => {
    environment({ [variable]: '' });
    expect(() => get()).toThrow(`${variable} is not set`);
  });
});

it('configured endpoints are ignored where the environment says so', () => {
  environment({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
  expect(presignedPost({ Bucket, Key: 'k', Expires: 60 }).url).toBe(`https://${Bucket}.s3.eu-central-1.amazonaws.com/`);
});
