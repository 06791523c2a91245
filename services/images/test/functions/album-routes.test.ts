import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext } from '@libs/testing';
import { v7 } from 'uuid';
import type { Album, ListedAlbum } from '../../src/contract/albums.ts';
import type { Image } from '../../src/contract/routes.ts';
import { AlbumEntity } from '../../src/data/entities/album.ts';
import { images } from '../../src/data/images.ts';
import { handler as addToAlbum } from '../../src/functions/add-to-album.ts';
import { handler as createAlbum } from '../../src/functions/create-album.ts';
import { handler as deleteAlbum } from '../../src/functions/delete-album.ts';
import { handler as getAlbum } from '../../src/functions/get-album.ts';
import { handler as listAlbumImages } from '../../src/functions/list-album-images.ts';
import { handler as listAlbums } from '../../src/functions/list-albums.ts';
import { handler as removeFromAlbum } from '../../src/functions/remove-from-album.ts';
import { handler as updateAlbum } from '../../src/functions/update-album.ts';
import { ownTable, pending, ready } from '../store.ts';

ownTable([AlbumEntity]);

type Options = Omit<NonNullable<Parameters<typeof httpEvent>[1]>, 'route' | 'claims'>;

/** What one person may ask for. */
function asPerson(sub: string = randomUUID()) {
  const event = (method: string, route: string, options: Options) =>
    httpEvent(method, { ...options, route, claims: { sub } });
  return {
    sub,
    post: (body: unknown, headers = {}) =>
      createAlbum(event('POST', '/albums', { body, headers }), lambdaContext({ timeout: 60_000 })),
    list: (query = {}) => listAlbums(event('GET', '/albums', { query }), lambdaContext()),
    get: (id: string) => getAlbum(event('GET', '/albums/{id}', { params: { id } }), lambdaContext()),
    images: (id: string, query = {}) =>
      listAlbumImages(event('GET', '/albums/{id}/images', { params: { id }, query }), lambdaContext()),
    patch: (id: string, body: unknown, headers = {}) =>
      updateAlbum(event('PATCH', '/albums/{id}', { params: { id }, body, headers }), lambdaContext()),
    put: (id: string, imageId: string, headers = {}) =>
      addToAlbum(event('PUT', '/albums/{id}/images/{imageId}', { params: { id, imageId }, headers }), lambdaContext()),
    takeOut: (id: string, imageId: string, headers = {}) =>
      removeFromAlbum(
        event('DELETE', '/albums/{id}/images/{imageId}', { params: { id, imageId }, headers }),
        lambdaContext(),
      ),
    remove: (id: string) => deleteAlbum(event('DELETE', '/albums/{id}', { params: { id } }), lambdaContext()),
  };
}

interface Answer {
  readonly body?: string | undefined;
}

const bodyOf = ({ body = '' }: Answer): unknown => JSON.parse(body);
const albumIn = (answer: Answer) => bodyOf(answer) as Album;
const albumsIn = (answer: Answer) => bodyOf(answer) as { items: ListedAlbum[] };
const imagesIn = (answer: Answer) => bodyOf(answer) as { items: Image[]; next?: string };

/** A person with an album of so many pictures. */
async function withAlbum(count = 3) {
  const ada = asPerson();
  const pictures = await Promise.all(Array.from({ length: count }, () => pending({ ownerId: ada.sub })));
  const imageIds = pictures.map(({ imageId }) => imageId);
  const { id } = albumIn(await ada.post({ title: 'Summer', imageIds }));
  return { ada, id, imageIds };
}

describe('POST /albums', () => {
  it('answers with the album, its version and where it is', async () => {
    const ada = asPerson();
    const answer = await ada.post({ title: 'Été' });
    const album = albumIn(answer);
    expect(answer).toMatchObject({
      statusCode: 201,
      headers: { ETag: '"1"', location: `/albums/${album.id}` },
    });
    expect(album).toMatchObject({ title: 'Été', imageIds: [], version: 1 });
    expect(bodyOf(await ada.get(album.id))).toEqual(album);
  });

  it('makes one album for one Idempotency-Key', async () => {
    const ada = asPerson();
    const headers = { 'idempotency-key': randomUUID() };
    const [one, two] = [await ada.post({ title: 'Once' }, headers), await ada.post({ title: 'Once' }, headers)];
    expect(bodyOf(two)).toEqual(bodyOf(one));
    expect(albumsIn(await ada.list()).items).toHaveLength(1);
  });

  it('names the places of what is no picture of the caller', async () => {
    const { imageId } = await ready({ visibility: 'public' });
    const answer = await asPerson().post({ title: 'Others', imageIds: [imageId] });
    expect(answer).toBeProblem(422, 'unknown-image');
    expect(bodyOf(answer)).toMatchObject({ errors: [{ pointer: '/body/imageIds/0', code: 'unknown' }] });
  });

  const one = v7();
  it.each([
    ['no title', {}],
    ['an empty title', { title: '' }],
    ['a title that rearranges what is around it', { title: 'a\u202Eb' }],
    ['a picture twice', { title: 'Twice', imageIds: [one, one] }],
    ['more pictures than there may be', { title: 'Many', imageIds: Array.from({ length: 501 }, () => v7()) }],
    ['what is no id', { title: 'Odd', imageIds: ['../../etc/passwd'] }],
    ['the owner', { title: 'Mine', ownerId: randomUUID() }],
  ])('refuses %s', async (_, body) => {
    expect(await asPerson().post(body)).toBeProblem(400, 'invalid-request');
  });
});

describe('GET /albums', () => {
  it('lists what the albums are, with their number of pictures and the first of them', async () => {
    const { ada, id, imageIds } = await withAlbum(2);
    const { id: empty } = albumIn(await ada.post({ title: 'Empty' }));
    const { items } = albumsIn(await ada.list());
    expect(items).toMatchObject([
      { id: empty, title: 'Empty', pictures: 0 },
      { id, title: 'Summer', pictures: 2, coverId: imageIds[0] },
    ]);
    expect(items[0]).not.toHaveProperty('coverId');
    expect(items[1]).not.toHaveProperty('imageIds');
  });

  it('refuses a cursor that it has not given out', async () => {
    expect(await asPerson().list({ cursor: 'bm9uc2Vuc2U' })).toBeProblem(400, 'bad-cursor');
  });
});

describe('GET /albums/{id}', () => {
  it('is not changed when the version is the one that the caller has', async () => {
    const { ada, id } = await withAlbum(0);
    const event = httpEvent('GET', {
      route: '/albums/{id}',
      params: { id },
      claims: { sub: ada.sub },
      headers: { 'if-none-match': '"1"' },
    });
    expect(await getAlbum(event, lambdaContext())).toMatchObject({ statusCode: 304 });
  });

  it.each(['me', '__proto__', '1'])('refuses the id %s', async (id) => {
    expect(await asPerson().get(id)).toBeProblem(400, 'invalid-request');
  });
});

describe('GET /albums/{id}/images', () => {
  it('gives the pictures in their order, a page at a time, as their owner sees them', async () => {
    const { ada, id, imageIds } = await withAlbum(5);
    await ada.patch(id, { imageIds: imageIds.toReversed() });
    const seen: string[] = [];
    let query: { limit: string; cursor?: string } = { limit: '2' };
    for (let page = 0; page < 3; page++) {
      const answer = imagesIn(await ada.images(id, query));
      seen.push(...answer.items.map((item) => item.id));
      expect(answer.items[0]).toMatchObject({ name: 'hearth.jpg' });
      expect(answer.next === undefined).toBe(page === 2);
      query = { limit: '2', ...(answer.next === undefined ? {} : { cursor: answer.next }) };
    }
    expect(seen).toEqual(imageIds.toReversed());
  });

  it('passes over a picture that was deleted', async () => {
    const { ada, id, imageIds } = await withAlbum(3);
    await images.remove({ ownerId: ada.sub, imageId: imageIds[1] ?? '' });
    const { items } = imagesIn(await ada.images(id));
    expect(items.map((item) => item.id)).toEqual([imageIds[0], imageIds[2]]);
  });

  it('refuses a cursor that it has not given out', async () => {
    const { ada, id } = await withAlbum(1);
    expect(await ada.images(id, { cursor: 'bm9uc2Vuc2U' })).toBeProblem(400, 'bad-cursor');
  });
});

describe('PATCH /albums/{id}', () => {
  it('takes the whole new order, for the version that the caller has read', async () => {
    const { ada, id, imageIds } = await withAlbum();
    const answer = await ada.patch(id, { imageIds: imageIds.toReversed() }, { 'if-match': '"1"' });
    expect(answer).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(bodyOf(answer)).toMatchObject({ title: 'Summer', imageIds: imageIds.toReversed() });
    expect(await ada.patch(id, { title: 'Late' }, { 'if-match': '"1"' })).toBeProblem(412, 'stale-version');
  });

  it.each([
    ['nothing', {}],
    ['an unknown property', { title: 'Summer', version: 7 }],
  ])('refuses %s', async (_, body) => {
    const { ada, id } = await withAlbum(0);
    expect(await ada.patch(id, body)).toBeProblem(400, 'invalid-request');
  });
});

describe('PUT and DELETE /albums/{id}/images/{imageId}', () => {
  it('put a picture at the end, and take it out', async () => {
    const { ada, id, imageIds } = await withAlbum(1);
    const { imageId } = await pending({ ownerId: ada.sub });
    expect(bodyOf(await ada.put(id, imageId))).toMatchObject({ imageIds: [...imageIds, imageId], version: 2 });
    expect(await ada.put(id, imageId)).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(bodyOf(await ada.takeOut(id, imageId))).toMatchObject({ imageIds, version: 3 });
    expect(await ada.takeOut(id, imageId)).toMatchObject({ statusCode: 200, headers: { ETag: '"3"' } });
  });

  it('heed If-Match', async () => {
    const { ada, id, imageIds } = await withAlbum(1);
    const stale = { 'if-match': '"7"' };
    const { imageId } = await pending({ ownerId: ada.sub });
    expect(await ada.put(id, imageId, stale)).toBeProblem(412, 'stale-version');
    expect(await ada.takeOut(id, imageIds[0] ?? '', stale)).toBeProblem(412, 'stale-version');
  });
});

describe('the album of another', () => {
  it('is not there, whatever is asked for', async () => {
    const { ada, id, imageIds } = await withAlbum(1);
    const eve = asPerson();
    const [imageId = ''] = imageIds;
    const own = await pending({ ownerId: eve.sub });
    const answers = [
      await eve.get(id),
      await eve.images(id),
      await eve.patch(id, { title: 'Mine' }),
      await eve.put(id, own.imageId),
      await eve.takeOut(id, imageId),
    ];
    for (const answer of answers) expect(answer).toBeProblem(404, 'album-not-found');
    expect(await eve.remove(id)).toMatchObject({ statusCode: 204 });
    expect(bodyOf(await ada.get(id))).toMatchObject({ title: 'Summer', imageIds, version: 1 });
  });

  it('cannot be had by putting its pictures into an own one', async () => {
    const { imageIds } = await withAlbum(1);
    const eve = asPerson();
    const { id } = albumIn(await eve.post({ title: 'Loot' }));
    expect(await eve.put(id, imageIds[0] ?? '')).toBeProblem(404, 'image-not-found');
    expect(await eve.patch(id, { imageIds })).toBeProblem(422, 'unknown-image');
  });
});

describe('DELETE /albums/{id}', () => {
  it('deletes it, and none of its pictures; twice is no error', async () => {
    const { ada, id, imageIds } = await withAlbum(1);
    expect(await ada.remove(id)).toMatchObject({ statusCode: 204 });
    expect(await ada.remove(id)).toMatchObject({ statusCode: 204 });
    expect(await ada.get(id)).toBeProblem(404, 'album-not-found');
    expect(await images.find({ ownerId: ada.sub, imageId: imageIds[0] ?? '' })).toBeDefined();
  });
});
