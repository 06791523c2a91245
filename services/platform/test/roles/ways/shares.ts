import type { Cloud } from '../cloud.ts';
import { announced, ready } from './images.ts';
import { call, refused, type Ways } from './way.ts';

type Picture = Awaited<ReturnType<typeof announced>>;

const route = '/images/{id}/shares';
const share = async (cloud: Cloud, { claims, id }: Picture) =>
  (await call(cloud, 'images-local-create-share', { method: 'POST', route, claims, params: { id }, body: {} })) as {
    share: { id: string };
    url: string;
  };

/** A picture with a link to it. */
async function shared(cloud: Cloud) {
  const picture = await ready(cloud);
  const { share: made, url } = await share(cloud, picture);
  return { picture, shareId: made.id, token: url.split('/').at(-1) ?? '' };
}

export const sharesWays: Ways = {
  'images-local-create-share': [
    async (cloud) => {
      await shared(cloud);
    },
    async (cloud) => {
      await refused(share(cloud, await announced(cloud)), 'not-ready');
    },
  ],
  'images-local-list-shares': [
    async (cloud) => {
      const { claims, id } = await announced(cloud);
      await call(cloud, 'images-local-list-shares', { method: 'GET', route, claims, params: { id } });
    },
  ],
  'images-local-delete-share': [
    async (cloud) => {
      const { picture, shareId } = await shared(cloud);
      const params = { id: picture.id, shareId };
      const request = { method: 'DELETE', route: `${route}/{shareId}`, claims: picture.claims, params };
      await call(cloud, 'images-local-delete-share', request);
    },
  ],
  'images-local-get-shared-image': [
    async (cloud) => {
      const { token } = await shared(cloud);
      await call(cloud, 'images-local-get-shared-image', {
        method: 'GET',
        route: '/shares/{token}',
        params: { token },
      });
    },
  ],
  'images-local-get-shared-rendition': [
    async (cloud) => {
      const params = { token: (await shared(cloud)).token, name: 'thumb' };
      const request = { method: 'GET', route: '/shares/{token}/renditions/{name}', params };
      const { status } = await fetch((await call(cloud, 'images-local-get-shared-rendition', request)) as string);
      if (status !== 200) throw new Error(`S3 answered ${status}`);
    },
  ],
};
