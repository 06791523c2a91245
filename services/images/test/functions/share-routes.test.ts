import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext } from '@libs/testing';
import type { Share } from '../../src/contract/shares.ts';
import { ShareEntity } from '../../src/data/entities/share.ts';
import { SharingEntity } from '../../src/data/entities/sharing.ts';
import { images } from '../../src/data/images.ts';
import { newToken } from '../../src/data/share-token.ts';
import { shares } from '../../src/data/shares.ts';
import { handler as createShare } from '../../src/functions/create-share.ts';
import { handler as deleteShare } from '../../src/functions/delete-share.ts';
import { handler as getSharedImage } from '../../src/functions/get-shared-image.ts';
import { handler as getSharedRendition } from '../../src/functions/get-shared-rendition.ts';
import { handler as listShares } from '../../src/functions/list-shares.ts';
import { claimed, ownTable, ready } from '../store.ts';

ownTable([ShareEntity, SharingEntity]);
beforeAll(() => {
  Object.assign(process.env, { API_URL: 'https://api.example', DELIVERY: 's3', RENDITIONS_BUCKET: 'renditions' });
});

interface Made {
  readonly share: Share;
  readonly url: string;
}

/** What one person may ask for. */
function asPerson(sub: string) {
  const route = '/images/{id}/shares';
  const claims = { sub };
  return {
    share: (id: string, body: unknown = {}, headers = {}) =>
      createShare(httpEvent('POST', { route, params: { id }, body, headers, claims }), lambdaContext()),
    shares: (id: string) => listShares(httpEvent('GET', { route, params: { id }, claims }), lambdaContext()),
    withdraw: (id: string, shareId: string) =>
      deleteShare(
        httpEvent('DELETE', { route: `${route}/{shareId}`, params: { id, shareId }, claims }),
        lambdaContext(),
      ),
  };
}

const open = (token: string) =>
  getSharedImage(httpEvent('GET', { route: '/shares/{token}', params: { token }, claims: null }), lambdaContext());

const rendition = (token: string, name: string, { query = {}, headers = {} } = {}) =>
  getSharedRendition(
    httpEvent('GET', {
      route: '/shares/{token}/renditions/{name}',
      params: { token, name },
      query,
      headers,
      claims: null,
    }),
    lambdaContext(),
  );

interface Answer {
  readonly body?: string | undefined;
}

const bodyOf = ({ body = '' }: Answer): unknown => JSON.parse(body);
const madeBy = (answer: Answer) => bodyOf(answer) as Made;

const tokenOf = ({ url }: Made) => url.split('/').at(-1) ?? '';

/** A picture with a link to it. */
async function shared(title = 'Hearth') {
  const image = await ready({ title, altText: 'A <b>fire</b>' });
  const owner = asPerson(image.ownerId);
  const made = madeBy(await owner.share(image.imageId));
  return { image, owner, made, token: tokenOf(made) };
}

describe('POST /images/{id}/shares', () => {
  it('answers with the link, for 7 days, and tells it only then', async () => {
    const { imageId, ownerId } = await ready();
    const owner = asPerson(ownerId);
    const answer = await owner.share(imageId);
    const { share, url } = madeBy(answer);
    expect(answer).toMatchObject({ statusCode: 201, headers: { 'Cache-Control': 'no-store' } });
    expect(url).toMatch(/^https:\/\/api\.example\/shares\/[\w-]{43}$/);
    expect(share).toMatchObject({ imageId });
    expect(Date.parse(share.expiresAt) - Math.floor(Date.parse(share.createdAt) / 1000) * 1000).toBe(7 * 86_400_000);
    const list = await owner.shares(imageId);
    expect(bodyOf(list)).toEqual({ items: [share] });
    expect(list.body).not.toContain(tokenOf({ share, url }));
  });

  it('takes the end as a time', async () => {
    const { imageId, ownerId } = await ready();
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { share } = madeBy(await asPerson(ownerId).share(imageId, { expiresAt }));
    expect(share.expiresAt).toBe(expiresAt.replace(/\.\d+/, '.000'));
  });

  it('keeps no token for an Idempotency-Key: a second request makes a second link', async () => {
    const { imageId, ownerId } = await ready();
    const headers = { 'idempotency-key': randomUUID() };
    const [one, two] = [
      madeBy(await asPerson(ownerId).share(imageId, {}, headers)),
      madeBy(await asPerson(ownerId).share(imageId, {}, headers)),
    ];
    expect(one.url).not.toBe(two.url);
  });

  it.each([
    ['too short a time', { expiresInSeconds: 59 }, 400, 'invalid-request'],
    ['too long a time', { expiresInSeconds: 7_776_001 }, 400, 'invalid-request'],
    ['a token of the own choice', { token: 'a'.repeat(43) }, 400, 'invalid-request'],
    ['a time that is over', { expiresAt: '2020-01-01T00:00:00Z' }, 422, 'expiry-out-of-range'],
    ['two ends', { expiresAt: '2020-01-01T00:00:00Z', expiresInSeconds: 60 }, 400, 'one-expiry-only'],
  ])('refuses %s', async (_, body, status, type) => {
    const { imageId, ownerId } = await ready();
    expect(await asPerson(ownerId).share(imageId, body)).toBeProblem(status, type);
  });

  it('shares neither a picture that is not ready nor the picture of another, public or not', async () => {
    const unfinished = await claimed();
    expect(await asPerson(unfinished.ownerId).share(unfinished.imageId)).toBeProblem(409, 'not-ready');
    const { imageId } = await ready({ visibility: 'public' });
    const eve = asPerson(randomUUID());
    expect(await eve.share(imageId)).toBeProblem(404, 'image-not-found');
    expect(await eve.shares(imageId)).toBeProblem(404, 'image-not-found');
  });
});

describe('GET /shares/{token}', () => {
  it('is a page with the picture, for anybody, whose words are words', async () => {
    const { token } = await shared('<script>alert(1)</script>');
    const answer = await open(token);
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Frame-Options': 'DENY',
        'Content-Security-Policy': expect.stringContaining("default-src 'none'") as string,
      },
    });
    expect(answer.body).toContain(`src="${token}/renditions/large"`);
    expect(answer.body).toContain('alt="A &#60;b&#62;fire&#60;/b&#62;"');
    expect(answer.body).not.toContain('<script');
  });

  it('lets the page load the renditions from where they are', async () => {
    const { token } = await shared();
    const { headers } = await open(token);
    const { Location = '' } = (await rendition(token, 'large')).headers;
    expect(headers['Content-Security-Policy']).toContain(`img-src 'self' ${new URL(String(Location)).origin};`);
  });

  it('is one and the same page of 404 for every link that leads nowhere', async () => {
    const [withdrawn, deleted] = [await shared(), await shared()];
    await withdrawn.owner.withdraw(withdrawn.image.imageId, withdrawn.made.share.id);
    await images.remove(deleted.image);
    const tokens = [newToken(), 'x', randomUUID(), '../../etc/passwd', withdrawn.token, deleted.token];
    const answers = await Promise.all(tokens.map((token) => open(token)));
    const [{ body } = { body: '' }] = answers;
    expect(body).toContain('This link does not lead to a picture');
    for (const answer of answers) {
      expect(answer).toMatchObject({ statusCode: 404, body, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    }
  });

  it('does not say that a link leads nowhere when the table does not answer', async () => {
    const silent = { ...shares, open: () => Promise.reject(new Error('no answer')) };
    const input = { params: { token: newToken() } } as Parameters<typeof getSharedImage.logic>[0];
    await expect(getSharedImage.logic(input, silent)).rejects.toThrow('no answer');
  });
});

describe('GET /shares/{token}/renditions/{name}', () => {
  it('leads to the rendition in the format that the browser likes best, and nobody keeps the way', async () => {
    const { token, image } = await shared();
    const answer = await rendition(token, 'small', { headers: { accept: 'image/avif,image/webp,*/*' } });
    expect(answer).toMatchObject({ statusCode: 302, headers: { 'Cache-Control': 'no-store' } });
    expect(String(answer.headers['Location'])).toContain(`${image.imageId}/1/small.webp`);
    const asked = await rendition(token, 'small', { query: { format: 'jpeg' } });
    expect(String(asked.headers['Location'])).toContain(`${image.imageId}/1/small.jpeg`);
  });

  it('knows no rendition of another name or format', async () => {
    const { token } = await shared();
    expect(await rendition(token, 'original')).toBeProblem(400, 'invalid-request');
    expect(await rendition(token, 'small', { query: { format: 'avif' } })).toBeProblem(404, 'rendition-not-found');
  });

  it('leads nowhere by a guess, or when the link is withdrawn or its picture deleted', async () => {
    const [withdrawn, deleted] = [await shared(), await shared()];
    await withdrawn.owner.withdraw(withdrawn.image.imageId, withdrawn.made.share.id);
    await images.remove(deleted.image);
    for (const token of [newToken(), withdrawn.made.share.id, withdrawn.token, deleted.token]) {
      expect(await rendition(token, 'small')).toBeProblem(404, 'share-not-found');
    }
  });
});

describe('DELETE /images/{id}/shares/{shareId}', () => {
  it('is no error when repeated, nor for another, who changes nothing', async () => {
    const { image, owner, made, token } = await shared();
    const eve = asPerson(randomUUID());
    expect(await eve.withdraw(image.imageId, made.share.id)).toMatchObject({ statusCode: 204 });
    expect(await open(token)).toMatchObject({ statusCode: 200 });
    expect(await owner.withdraw(image.imageId, made.share.id)).toMatchObject({ statusCode: 204 });
    expect(await owner.withdraw(image.imageId, made.share.id)).toMatchObject({ statusCode: 204 });
    expect(bodyOf(await owner.shares(image.imageId))).toEqual({ items: [] });
  });
});
