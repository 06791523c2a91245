import { S3Client } from '@aws-sdk/client-s3';
import { type FaultyProxy, faultyProxy, refuse, testEngine } from '@libs/testing';
import { originals } from '../../src/adapters/originals.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import { ownContents } from '../contents.ts';
import { announced } from '../store.ts';

const contents = ownContents().originals;
let proxy: FaultyProxy;
let client: S3Client;
beforeAll(async () => {
  const engine = await testEngine();
  proxy = await faultyProxy(engine.endpoint);
  client = new S3Client({ ...engine.client, endpoint: proxy.endpoint, forcePathStyle: true });
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

it('gives the bytes of the version that is asked for, whatever came later', async () => {
  const image = announced();
  const first = await contents.put(originalKey(image), 'first');
  await contents.put(originalKey(image), 'second');
  await contents.hide(originalKey(image));
  expect(String(await originals.read(image, first, client))).toBe('first');
});

it('knows a version that is gone, whether others of its object are there or not', async () => {
  const image = announced();
  const [first, second] = [await contents.put(originalKey(image)), await contents.put(originalKey(image))];
  await originals.removeVersion(image, first, client);
  expect(await originals.read(image, first, client)).toBeUndefined();
  await originals.removeVersion(image, second, client);
  expect(await originals.read(image, second, client)).toBeUndefined();
});

/** Which of the two S3 says depends on what is left of the object: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
it.each(['NoSuchKey', 'NoSuchVersion'])('takes %s for gone', async (code) => {
  proxy.inject('S3.GetObject', refuse(code, 'It does not exist.', { status: 404 }));
  expect(await originals.read(announced(), 'v1', client)).toBeUndefined();
});

it.each([
  ['AccessDenied', 403],
  ['NoSuchBucket', 404],
])('takes %s for no answer: a picture is not given up for it', async (code, status) => {
  proxy.inject('S3.GetObject', refuse(code, 'No.', { status }));
  await expect(originals.read(announced(), 'v1', client)).rejects.toMatchObject({ name: code });
});
