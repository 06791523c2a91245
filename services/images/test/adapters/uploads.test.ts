import { GetObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { testEngine } from '@libs/testing';
import { uploads } from '../../src/adapters/uploads.ts';
import type { Upload } from '../../src/contract/routes.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import { type Buckets, ownBuckets } from '../buckets.ts';
import { announced } from '../store.ts';

let buckets: Buckets;
beforeAll(async () => {
  process.env['AWS_ENDPOINT_URL'] = (await testEngine()).endpoint;
  buckets = await ownBuckets();
});

/** Sends a form as a browser does; `fields` replaces some of its fields. */
async function send({ url, fields }: Upload, file: string, given: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...given })) form.set(name, value);
  form.set('file', new Blob([file]), 'hearth.jpg');
  const response = await fetch(url, { method: 'POST', body: form });
  return { status: response.status, code: /<Code>(\w+)</.exec(await response.text())?.[1] };
}

const versionsAt = async (Prefix: string) =>
  (await buckets.client.send(new ListObjectVersionsCommand({ Bucket: buckets.originals, Prefix }))).Versions ?? [];

it('takes the very file that was announced, under the key of the picture', async () => {
  const image = announced({ bytes: 5, contentType: 'image/png', name: '../../🏔️/..\\x.png' });
  expect(await send(uploads.form(image), 'bytes')).toEqual({ status: 204 });
  const object = { Bucket: buckets.originals, Key: originalKey(image) };
  const stored = await buckets.client.send(new GetObjectCommand(object));
  expect(await stored.Body?.transformToString()).toBe('bytes');
  expect(stored.ContentType).toBe('image/png');
});

it.each([
  ['a larger file than was announced', 'more bytes', {}, 400, 'EntityTooLarge'],
  ['a smaller one', 'few', {}, 400, 'EntityTooSmall'],
  ['an empty one', '', {}, 400, 'EntityTooSmall'],
  ['another content type', 'bytes', { 'Content-Type': 'text/html' }, 403, 'AccessDenied'],
  ['another key', 'bytes', { key: 'somebody/else' }, 403, 'AccessDenied'],
  ['a field that is not in the policy', 'bytes', { acl: 'public-read' }, 403, 'AccessDenied'],
  ['a forged signature', 'bytes', { 'X-Amz-Signature': '0'.repeat(64) }, 403, 'SignatureDoesNotMatch'],
])('refuses %s, and stores nothing', async (_, file, given, status, code) => {
  const image = announced({ bytes: 5 });
  expect(await send(uploads.form(image), file, given)).toEqual({ status, code });
  expect(await versionsAt(originalKey(image))).toEqual([]);
});

it('refuses a file after 15 minutes, and tells until when it works', async () => {
  const image = announced({ bytes: 5 });
  const form = uploads.form(image, new Date(Date.now() - 15 * 60_000 - 1000));
  expect(await send(form, 'bytes')).toEqual({ status: 403, code: 'AccessDenied' });
  expect(uploads.form(image, new Date('2026-11-21T10:00:00.000Z')).expiresAt).toBe('2026-11-21T10:15:00.000Z');
});

it('takes another file for the same picture as another version: which one counts is decided when they are taken in', async () => {
  const image = announced({ bytes: 5 });
  const form = uploads.form(image);
  await send(form, 'first');
  await send(form, 'again');
  expect(await versionsAt(originalKey(image))).toHaveLength(2);
});
