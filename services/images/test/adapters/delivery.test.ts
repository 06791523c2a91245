import { createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { testEngine } from '@libs/testing';
import { DeliveryKeyUnavailable } from '../../src/adapters/delivery-key.ts';
import { renditionUrl, type Wanted } from '../../src/adapters/delivery.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const wanted: Wanted = { imageId: randomUUID(), name: 'small', formats: ['webp', 'jpeg'] };
let ssm: SSMClient;
let s3: S3Client;

beforeAll(async () => {
  const engine = await testEngine();
  const renditions = engine.unique('renditions');
  Object.assign(process.env, { AWS_ENDPOINT_URL: engine.endpoint, RENDITIONS_BUCKET: renditions });
  ssm = new SSMClient(engine.client);
  s3 = new S3Client({ ...engine.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: renditions }));
});

/** A parameter with this value, which no other test has read. */
async function parameterWith(value: string): Promise<string> {
  const name = `/longhouse/test/images/delivery-keys/${randomUUID()}/private`;
  await ssm.send(new PutParameterCommand({ Name: name, Type: 'SecureString', Value: value }));
  return name;
}

describe('from S3', () => {
  beforeEach(() => Object.assign(process.env, { DELIVERY: 's3' }));

  it('gives the bytes of the rendition to whoever has the address', async () => {
    // Prepare
    const Key = `${wanted.imageId}/1/small.webp`;
    const object = { Bucket: process.env['RENDITIONS_BUCKET'], Key, Body: 'pixels', ContentType: 'image/webp' };
    await s3.send(new PutObjectCommand(object));
    // Act
    const { url } = await renditionUrl({ ...wanted, accept: 'image/webp' });
    const answer = await fetch(url);
    // Assess
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(await answer.text()).toBe('pixels');
  });

  it('opens no other object with that signature', async () => {
    const Key = `${wanted.imageId}/1/large.webp`;
    await s3.send(new PutObjectCommand({ Bucket: process.env['RENDITIONS_BUCKET'], Key, Body: 'pixels' }));
    const { url } = await renditionUrl({ ...wanted, accept: 'image/webp' });
    expect((await fetch(url.replace('small.webp', 'large.webp'))).status).toBe(403);
  });

  it('has expired after fifteen minutes', async () => {
    const { url, expiresAt } = await renditionUrl(wanted, Date.now() - 16 * MINUTE);
    expect(expiresAt.getTime()).toBeLessThan(Date.now());
    expect((await fetch(url)).status).toBe(403);
  });

  it('is the same address for five minutes', async () => {
    const [first, later, next] = [0, 5 * MINUTE - 1, 5 * MINUTE].map((after) => renditionUrl(wanted, NOON + after));
    expect(await later).toEqual(await first);
    expect((await next)?.url).not.toBe((await first)?.url);
  });

  it('is of the format that is asked for, whatever is accepted', async () => {
    const { url } = await renditionUrl({ ...wanted, format: 'jpeg', accept: 'image/webp' });
    expect(new URL(url).pathname).toMatch(/small\.jpeg$/);
  });
});

describe('from CloudFront', () => {
  let parameter = '';
  beforeAll(async () => {
    parameter = await parameterWith(privateKey);
  });
  beforeEach(() =>
    Object.assign(process.env, {
      DELIVERY: 'cloudfront',
      AVIF: 'off',
      DELIVERY_DOMAIN: 'd111111abcdef8.cloudfront.net',
      DELIVERY_KEY_PAIR_ID: 'K2JCJMDEHXQW5F',
      DELIVERY_KEY_PARAMETER: parameter,
    }),
  );

  /** What CloudFront checks: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-canned-policy-creating-signature.html */
  function isSigned(url: string): boolean {
    const { origin, pathname, searchParams } = new URL(url);
    const policy = JSON.stringify({
      Statement: [
        {
          Resource: origin + pathname,
          Condition: { DateLessThan: { 'AWS:EpochTime': Number(searchParams.get('Expires')) } },
        },
      ],
    });
    const signature = (searchParams.get('Signature') ?? '').replace(/[-_~]/g, (letter) =>
      '+=/'.charAt('-_~'.indexOf(letter)),
    );
    return createVerify('RSA-SHA256').update(policy).verify(publicKey, signature, 'base64');
  }

  it('is signed with the private key, for the public one of its id', async () => {
    const { url } = await renditionUrl(wanted, NOON);
    const { searchParams } = new URL(url);
    expect(isSigned(url)).toBe(true);
    expect(searchParams.get('Key-Pair-Id')).toBe('K2JCJMDEHXQW5F');
    expect(searchParams.get('Hash-Algorithm')).toBe('SHA256');
  });

  it('opens no other path with that signature, and not for longer', async () => {
    const { url } = await renditionUrl(wanted, NOON);
    expect(isSigned(url.replace('/small', '/large'))).toBe(false);
    expect(isSigned(url.replace(/Expires=\d+/, 'Expires=1999999999'))).toBe(false);
  });

  it('expires fifteen minutes after the last multiple of five', async () => {
    const { url, expiresAt } = await renditionUrl(wanted, NOON + MINUTE);
    expect(expiresAt).toEqual(new Date(NOON + 15 * MINUTE));
    expect(new URL(url).searchParams.get('Expires')).toBe(String((NOON + 15 * MINUTE) / 1000));
  });

  it('is the same address for five minutes', async () => {
    expect(await renditionUrl(wanted, NOON + 5 * MINUTE - 1)).toEqual(await renditionUrl(wanted, NOON));
  });

  it('leaves the choice of the format to the edge', async () => {
    const { url } = await renditionUrl({ ...wanted, accept: 'image/webp' });
    expect(new URL(url).pathname).toBe(`/${wanted.imageId}/1/small`);
  });

  it.each([
    ['a format is asked for', { format: 'jpeg' }, 'off', 'small.jpeg'],
    ['the picture has not all formats of the stage', { accept: 'image/avif,image/webp' }, 'on', 'small.webp'],
  ] as const)('names the object when %s', async (_, also, avif, object) => {
    process.env['AVIF'] = avif;
    const { url } = await renditionUrl({ ...wanted, ...also });
    expect(new URL(url).pathname).toBe(`/${wanted.imageId}/1/${object}`);
  });

  describe('without a usable key', () => {
    const url = (name: string) => {
      process.env['DELIVERY_KEY_PARAMETER'] = name;
      return renditionUrl(wanted);
    };

    it('says that the parameter is missing, and where it is told how to make it', async () => {
      const failing = url('/longhouse/test/images/delivery-keys/none/private');
      await expect(failing).rejects.toThrow(DeliveryKeyUnavailable);
      await expect(failing).rejects.toThrow(/no parameter .*\/none\/private: docs\/deployment\.md/);
    });

    it('says that the value is no key, and does not tell it', async () => {
      const failing = url(await parameterWith('not a key'));
      await expect(failing).rejects.toThrow(/holds no private key as PEM/);
      await expect(failing).rejects.not.toThrow(/not a key/);
    });

    it('refuses a key whose signatures are never the same', async () => {
      const { privateKey: ecdsa } = generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      });
      await expect(url(await parameterWith(ecdsa))).rejects.toThrow(/ec, not RSA/);
    });

    it('finds the key once it is there', async () => {
      const name = `/longhouse/test/images/delivery-keys/${randomUUID()}/private`;
      await expect(url(name)).rejects.toThrow(DeliveryKeyUnavailable);
      await ssm.send(new PutParameterCommand({ Name: name, Type: 'SecureString', Value: privateKey }));
      expect(isSigned((await url(name)).url)).toBe(true);
    });

    it('reads the key once', async () => {
      const name = await parameterWith(privateKey);
      await url(name);
      await ssm.send(new PutParameterCommand({ Name: name, Type: 'SecureString', Value: 'gone', Overwrite: true }));
      expect(isSigned((await url(name)).url)).toBe(true);
    });
  });
});

describe('either way', () => {
  it.each([
    ['that is not there', { format: 'avif' }],
    ['of a rendition that is in none', { formats: [] }],
  ] as const)('finds no format %s', async (_, also) => {
    process.env['DELIVERY'] = 's3';
    await expect(renditionUrl({ ...wanted, ...also })).rejects.toMatchObject({
      status: 404,
      type: 'rendition-not-found',
    });
  });

  it('says which settings there are when it has none', async () => {
    process.env['DELIVERY'] = 'post';
    await expect(renditionUrl(wanted)).rejects.toThrow(/DELIVERY is post, not s3 or cloudfront/);
  });
});
