import { poll, register, testCloud, type TestCloud } from '@libs/testing';
import { images } from './http.ts';
import { uploaded } from './pictures.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

/** A link to a new picture, and what its owner may ask for. */
async function shared() {
  const { tokens } = await register(cloud);
  const { id } = await uploaded(cloud, tokens.id);
  const answer = await images(cloud, `/images/${id}/shares`, { method: 'POST', token: tokens.id, body: {} });
  const { share, url } = answer.body as { share: { id: string }; url: string };
  return { token: tokens.id, id, shareId: share.id, path: new URL(url).pathname };
}

/** The addresses of the pictures in a page, as a browser reads them. */
function picturesIn(page: string, path: string): string[] {
  const { src = '', srcset = '' } = /src="(?<src>[^"]+)" srcset="(?<srcset>[^"]+)"/.exec(page)?.groups ?? {};
  const addresses = [src, ...srcset.split(', ').map((candidate) => candidate.split(' ')[0] ?? '')];
  return addresses.map((address) => new URL(address, `http://longhouse.example${path}`).pathname);
}

describe('a link to a picture', () => {
  it('opens a page for people without a login, with pictures that its policy lets in', async () => {
    const { path } = await shared();
    const { status, headers, body } = await images(cloud, path);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const addresses = picturesIn(String(body), path);
    expect(addresses).toHaveLength(4);
    for (const address of addresses) {
      const redirect = await images(cloud, address, { headers: { accept: 'image/webp,*/*' } });
      const location = redirect.headers.get('location') ?? '';
      expect(headers.get('content-security-policy')).toContain(new URL(location).origin);
      const picture = await fetch(location);
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
    }
  });

  it('opens nothing else, and nothing any more once it is withdrawn or its picture deleted', async () => {
    const [withdrawn, deleted] = await Promise.all([shared(), shared()]);
    const [address = ''] = picturesIn(String((await images(cloud, withdrawn.path)).body), withdrawn.path);
    expect(await images(cloud, `${withdrawn.path}x`)).toMatchObject({ status: 404 });
    const share = `/images/${withdrawn.id}/shares/${withdrawn.shareId}`;
    await images(cloud, share, { method: 'DELETE', token: withdrawn.token });
    await images(cloud, `/images/${deleted.id}`, { method: 'DELETE', token: deleted.token });
    const [gone, alsoGone] = [await images(cloud, withdrawn.path), await images(cloud, deleted.path)];
    expect([gone.status, alsoGone.status]).toEqual([404, 404]);
    expect(gone.body).toBe(alsoGone.body);
    expect(await images(cloud, address)).toBeProblem(404, 'share-not-found');
  });
});

describe('an album', () => {
  it('keeps the order of its pictures, and loses one that is deleted', async () => {
    const { tokens } = await register(cloud);
    const token = tokens.id;
    const [one, two] = await Promise.all([uploaded(cloud, token), uploaded(cloud, token)]);
    const body = { title: 'Summer', imageIds: [two.id, one.id] };
    const made = await images(cloud, '/albums', { method: 'POST', token, body });
    expect(made).toMatchObject({ status: 201, body: { imageIds: [two.id, one.id], version: 1 } });
    const { id } = made.body as { id: string };
    const inAlbum = async () => (await images(cloud, `/albums/${id}/images`, { token })).body;
    expect(await inAlbum()).toMatchObject({ items: [{ id: two.id }, { id: one.id }] });

    await images(cloud, `/images/${two.id}`, { method: 'DELETE', token });
    expect(await inAlbum()).toMatchObject({ items: [{ id: one.id }] });
    await poll('album without it', async () => {
      const album = await images(cloud, `/albums/${id}`, { token });
      return (album.body as { imageIds: string[] }).imageIds.join() === one.id;
    });
  });
});
