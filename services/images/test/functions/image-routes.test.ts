import { httpEvent, lambdaContext, testEngine } from '@libs/testing';
import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { avatars } from '../../src/data/avatars.ts';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import type { Image } from '../../src/domain/image.ts';
import { handler as createImage } from '../../src/functions/create-image.ts';
import { handler as deleteImage } from '../../src/functions/delete-image.ts';
import { handler as getImage } from '../../src/functions/get-image.ts';
import { handler as getRendition } from '../../src/functions/get-rendition.ts';
import { handler as getUsage } from '../../src/functions/get-usage.ts';
import { handler as listImages } from '../../src/functions/list-images.ts';
import { handler as updateImage } from '../../src/functions/update-image.ts';
import { claimed, ownTable, pending, PIXELS, ready } from '../store.ts';

ownTable();
beforeAll(async () => {
  process.env['AWS_ENDPOINT_URL'] = (await testEngine()).endpoint;
  Object.assign(process.env, {
    ORIGINALS_BUCKET: 'originals',
    RENDITIONS_BUCKET: 'renditions',
    DELIVERY: 's3',
    AVIF: 'off',
    MAX_PICTURES: '3',
    MAX_BYTES: '1000000',
    MAX_UPLOAD_BYTES: '500000',
  });
});

interface Answer {
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: string | undefined;
}
const bodyOf = ({ body = '' }: Answer) => JSON.parse(body) as Record<string, unknown>;
const claimsOf = (sub: string) => ({ sub, email: 'ada@example.com' });
const soon = () => lambdaContext({ timeout: 60_000 });

const post = async (sub: string, body: object, headers: Record<string, string> = {}) =>
  createImage(httpEvent('POST', { route: '/images', claims: claimsOf(sub), body, headers }), soon());
const photo = (given: object = {}) => ({ name: 'hearth.jpg', contentType: 'image/jpeg', bytes: 1000, ...given });

const request = (method: string, image: Pick<Image, 'imageId' | 'ownerId'>, options: object = {}) =>
  httpEvent(method, {
    route: '/images/{id}',
    params: { id: image.imageId },
    claims: claimsOf(image.ownerId),
    ...options,
  });
const asStranger = (image: Image) => ({ ...image, ownerId: randomUUID() });

const rendition = async (image: Pick<Image, 'imageId' | 'ownerId'>, name: string, options: object = {}) =>
  getRendition(
    request('GET', image, { route: '/images/{id}/renditions/{name}', params: { id: image.imageId, name }, ...options }),
    soon(),
  );

describe('POST /images', () => {
  it('answers with the picture, where it is, and the form for its file', async () => {
    const sub = randomUUID();
    const answer = await post(sub, photo({ name: '../../etc/🏔️ /x.jpg', altText: 'A hearth' }));
    const { image, upload } = bodyOf(answer) as { image: Record<string, string>; upload: Record<string, unknown> };
    expect(answer).toMatchObject({ statusCode: 201, headers: { location: `/images/${image['id']}` } });
    expect(image).toMatchObject({
      ownerId: sub,
      state: 'pending',
      name: '../../etc/🏔️ /x.jpg',
      title: 'Untitled',
      altText: 'A hearth',
      visibility: 'private',
      version: 1,
    });
    expect(upload['fields']).toMatchObject({ key: `${sub}/${image['id']}`, 'Content-Type': 'image/jpeg' });
  });

  it.each([
    ['an unknown type', { contentType: 'image/svg+xml' }, '/body/contentType'],
    ['no bytes', { bytes: 0 }, '/body/bytes'],
    ['half a byte', { bytes: 1.5 }, '/body/bytes'],
    ['a name with a line in it', { name: 'a\nb.jpg' }, '/body/name'],
    ['a name that turns text around', { name: 'a\u202Egpj.exe' }, '/body/name'],
    ['no name', { name: '' }, '/body/name'],
    ['a name of 256 characters', { name: 'x'.repeat(256) }, '/body/name'],
    ['something unknown', { state: 'ready' }, '/body/state'],
  ])('refuses %s', async (_, given, pointer) => {
    const answer = await post(randomUUID(), photo(given));
    expect(answer).toBeProblem(400, 'invalid-request');
    const { errors } = bodyOf(answer) as { errors: { pointer: string }[] };
    expect([...new Set(errors.map((error) => error.pointer))]).toEqual([pointer]);
  });

  it('tells nobody what the file was called: it has the title that its owner gives', async () => {
    const sub = randomUUID();
    const secret = photo({ name: 'biopsy Dr Meyer.jpg' });
    expect(bodyOf(await post(sub, secret))).toMatchObject({ image: { title: 'Untitled' } });
    expect(bodyOf(await post(sub, { ...secret, title: 'Holiday' }))).toMatchObject({ image: { title: 'Holiday' } });
  });

  it('refuses a file that is larger than the stage allows, with the limit', async () => {
    const answer = await post(randomUUID(), photo({ bytes: 500_001 }));
    expect(answer).toBeProblem(400, 'too-large');
    expect(bodyOf(answer)).toMatchObject({ details: { uploadBytesLimit: 500_000 } });
  });

  it('refuses what is over the quota with the numbers, and takes it again after a deletion', async () => {
    const sub = randomUUID();
    const first = bodyOf(await post(sub, photo())) as { image: { id: string } };
    await post(sub, photo());
    await post(sub, photo());
    const refused = await post(sub, photo());
    expect(refused).toBeProblem(409, 'quota-exceeded');
    expect(bodyOf(refused)).toMatchObject({ details: { pictures: 3, picturesLimit: 3, bytes: 3000 } });
    await deleteImage(request('DELETE', { imageId: first.image.id, ownerId: sub }), soon());
    expect(await post(sub, photo())).toMatchObject({ statusCode: 201 });
  });

  it('makes one picture of two requests with the same Idempotency-Key', async () => {
    const sub = randomUUID();
    const answers = [
      await post(sub, photo(), { 'idempotency-key': 'one' }),
      await post(sub, photo(), { 'idempotency-key': 'one' }),
    ];
    expect(bodyOf(answers[1] as Answer)).toEqual(bodyOf(answers[0] as Answer));
    const usage = await getUsage(httpEvent('GET', { route: '/images/usage', claims: claimsOf(sub) }), soon());
    expect(bodyOf(usage)).toEqual({
      pictures: { used: 1, limit: 3 },
      bytes: { used: 1000, limit: 1_000_000 },
    });
  });

  it('refuses a person whose account is gone', async () => {
    const sub = randomUUID();
    await OwnerEntity.upsert({ ownerId: sub, closed: true }).go();
    expect(await post(sub, photo())).toBeProblem(403, 'account-deleted');
  });
});

describe('GET /images/{id}', () => {
  const location = { latitude: 52.5, longitude: 13.4 };

  it('tells its owner all of it, with the state of each rendition', async () => {
    const image = await ready({}, { location, camera: 'Longhouse One', capturedAt: '2026-11-21T10:00:00' });
    const answer = await getImage(request('GET', image), soon());
    expect(answer).toMatchObject({ statusCode: 200, headers: { ETag: `"${image.version}"` } });
    expect(bodyOf(answer)).toMatchObject({
      state: 'ready',
      location,
      camera: 'Longhouse One',
      name: 'hearth.jpg',
      thumbHash: expect.any(String) as string,
      renditions: [{ name: 'large', state: 'ready', width: 2048 }, {}, {}, { name: 'thumb' }],
    });
  });

  it('tells others of a public picture, and nothing of where, when and with what it was made', async () => {
    const image = await ready({ visibility: 'public' }, { location, camera: 'Longhouse One', labels: ['dog'] });
    const body = bodyOf(await getImage(request('GET', asStranger(image)), soon()));
    expect(body).toMatchObject({ id: image.imageId, width: 4000 });
    for (const secret of [
      'location',
      'camera',
      'capturedAt',
      'name',
      'labels',
      'text',
      'sha256',
      'perceptualHash',
      'similarTo',
      'bytes',
    ]) {
      expect(body).not.toHaveProperty(secret);
    }
  });

  it.each([
    ['a private one', async () => asStranger(await ready())],
    ['a public one that is not ready', async () => asStranger(await claimed({ visibility: 'public' }))],
    ['one that is not there', async () => ({ imageId: v7(), ownerId: randomUUID() })],
  ])('answers others alike: %s', async (_, of) => {
    const answer = await getImage(request('GET', await of()), soon());
    expect(answer).toBeProblem(404, 'image-not-found');
  });

  it('refuses an id in capitals, which names no picture', async () => {
    const image = await ready();
    const answer = await getImage(request('GET', { ...image, imageId: image.imageId.toUpperCase() }), soon());
    expect(answer).toBeProblem(400, 'invalid-request');
  });

  it('tells the owner why a picture was rejected, and of no rendition, since they are gone', async () => {
    const image = await claimed();
    await processing.recordPixels(image, 'v1', PIXELS);
    await processing.reject(image, { code: 'corrupt', message: 'The picture is damaged.' });
    expect(bodyOf(await getImage(request('GET', image), soon()))).toMatchObject({
      state: 'rejected',
      rejection: { code: 'corrupt', message: 'The picture is damaged.' },
      renditions: [{ state: 'pending' }, { state: 'pending' }, { state: 'pending' }, { state: 'pending' }],
    });
  });
});

describe('GET /images', () => {
  it('lists the caller’s own, by state, month and label', async () => {
    const image = await ready({}, { labels: ['dog'] });
    await pending({ ownerId: image.ownerId });
    const list = async (query: Record<string, string>) => {
      const event = httpEvent('GET', { route: '/images', claims: claimsOf(image.ownerId), query });
      return (bodyOf(await listImages(event, soon())) as { items: { id: string }[] }).items;
    };
    expect(await list({})).toHaveLength(2);
    expect(await list({ state: 'ready' })).toMatchObject([{ id: image.imageId }]);
    expect(await list({ label: 'dog', month: new Date().toISOString().slice(0, 7) })).toMatchObject([
      { id: image.imageId },
    ]);
    expect(await list({ month: '2020-01' })).toEqual([]);
  });

  it.each([{ month: '2026-13' }, { month: '2026-1' }, { state: 'lost' }, { label: '' }, { limit: '101' }])(
    'refuses %o',
    async (query) => {
      const event = httpEvent('GET', { route: '/images', claims: claimsOf(randomUUID()), query });
      expect(await listImages(event, soon())).toBeProblem(400, 'invalid-request');
    },
  );
});

describe('PATCH and DELETE /images/{id}', () => {
  it('changes what the owner says, if nobody has changed it since', async () => {
    const image = await pending();
    const change = { title: 'Hearth 🔥', altText: 'Fire\nand stone', visibility: 'public' };
    const patch = async (headers: Record<string, string>) =>
      updateImage(request('PATCH', image, { body: change, headers }), soon());
    expect(bodyOf(await patch({ 'if-match': '"1"' }))).toMatchObject({ ...change, version: 2 });
    expect(await patch({ 'if-match': '"1"' })).toBeProblem(412, 'stale-version');
  });

  it('does neither to the picture of somebody else, whatever the stranger guesses', async () => {
    const image = await ready({ visibility: 'public' });
    const stranger = asStranger(image);
    expect(await updateImage(request('PATCH', stranger, { body: { title: 'Mine' } }), soon())).toBeProblem(
      404,
      'image-not-found',
    );
    expect(await deleteImage(request('DELETE', stranger), soon())).toMatchObject({ statusCode: 204 });
    expect(await images.get(image)).toEqual(image);
  });

  it('deletes, twice', async () => {
    const image = await ready();
    expect(await deleteImage(request('DELETE', image), soon())).toMatchObject({ statusCode: 204 });
    expect(await deleteImage(request('DELETE', image), soon())).toMatchObject({ statusCode: 204 });
    expect(await getImage(request('GET', image), soon())).toBeProblem(404, 'image-not-found');
  });
});

describe('GET /images/{id}/renditions/{name}', () => {
  const locationOf = (answer: Answer) => new URL(String(answer.headers?.['Location']));

  it.each([
    ['image/avif,image/webp,*/*;q=0.8', undefined, 'webp'],
    ['image/png,*/*', undefined, 'jpeg'],
    ['image/webp', 'jpeg', 'jpeg'],
  ])('sends the owner on to the object: Accept %s, format %s', async (accept, format, expected) => {
    const image = await ready();
    const query = format === undefined ? {} : { format };
    const answer = await rendition(image, 'small', { headers: { accept }, query });
    expect(answer).toMatchObject({ statusCode: 302, headers: { 'Cache-Control': 'no-store' } });
    expect(locationOf(answer).pathname).toBe(`/renditions/${image.imageId}/1/small.${expected}`);
    expect(locationOf(answer).searchParams.get('X-Amz-Expires')).toBe('900');
  });

  it('answers what is not there: before it is ready, rejected, another format, another name', async () => {
    const [waiting, rejected, done] = [await claimed(), await claimed(), await ready()];
    await processing.reject(rejected, { code: 'corrupt', message: 'Damaged.' });
    expect(await rendition(waiting, 'thumb')).toBeProblem(409, 'not-ready');
    expect(await rendition(rejected, 'thumb')).toBeProblem(404, 'rendition-not-found');
    expect(await rendition(done, 'thumb', { query: { format: 'avif' } })).toBeProblem(404, 'rendition-not-found');
    expect(await rendition(done, 'huge')).toBeProblem(400, 'invalid-request');
  });

  it('shows a private picture to nobody else, but an avatar in its small sizes', async () => {
    const image = await ready();
    const stranger = asStranger(image);
    expect(await rendition(stranger, 'thumb')).toBeProblem(404, 'image-not-found');
    await avatars.note({ ownerId: image.ownerId, imageId: image.imageId, profileVersion: 2 });
    expect(await rendition(stranger, 'thumb')).toMatchObject({ statusCode: 302 });
    expect(await rendition(stranger, 'large')).toBeProblem(404, 'image-not-found');
    expect(await getImage(request('GET', stranger), soon())).toBeProblem(404, 'image-not-found');
  });
});
