import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import { announced, close } from './images.ts';
import { call, newcomer, refused, type Ways } from './way.ts';

const create = async (cloud: Cloud, request: { claims: ReturnType<typeof newcomer>; body: unknown }) =>
  (await call(cloud, 'images-local-create-album', { method: 'POST', route: '/albums', ...request })) as { id: string };

/** An album with a picture. */
async function album(cloud: Cloud) {
  const { claims, id: imageId } = await announced(cloud);
  const { id } = await create(cloud, { claims, body: { title: 'Summer', imageIds: [imageId] } });
  return { claims, params: { id }, imageId };
}

export const albumsWays: Ways = {
  'images-local-create-album': [
    async (cloud) => {
      await album(cloud);
    },
    async (cloud) => {
      const claims = newcomer();
      await close(cloud, claims);
      await refused(create(cloud, { claims, body: { title: 'Late' } }), 'account-deleted');
    },
    async (cloud) => {
      const headers = { 'idempotency-key': randomUUID() };
      const body = { title: 'Others', imageIds: [randomUUID()] };
      const request = { method: 'POST', route: '/albums', claims: newcomer(), body, headers };
      // What was refused is forgotten, so that it may be tried again.
      for (let tried = 1; tried <= 2; tried++)
        await refused(call(cloud, 'images-local-create-album', request), 'unknown-image');
    },
  ],
  'images-local-list-albums': [
    async (cloud) => {
      const { claims } = await album(cloud);
      const found = await call(cloud, 'images-local-list-albums', { method: 'GET', route: '/albums', claims });
      if ((found as { items: unknown[] }).items.length !== 1) throw new Error('the album is not there');
    },
  ],
  'images-local-get-album': [
    async (cloud) => {
      const { claims, params } = await album(cloud);
      await call(cloud, 'images-local-get-album', { method: 'GET', route: '/albums/{id}', claims, params });
    },
  ],
  'images-local-list-album-images': [
    async (cloud) => {
      const { claims, params } = await album(cloud);
      const request = { method: 'GET', route: '/albums/{id}/images', claims, params };
      const found = await call(cloud, 'images-local-list-album-images', request);
      if ((found as { items: unknown[] }).items.length !== 1) throw new Error('the picture is not there');
    },
  ],
  'images-local-update-album': [
    async (cloud) => {
      const { claims, params } = await album(cloud);
      const { id } = await announced(cloud, claims);
      const request = { method: 'PATCH', route: '/albums/{id}', claims, params, body: { imageIds: [id] } };
      await call(cloud, 'images-local-update-album', request);
    },
  ],
  'images-local-delete-album': [
    async (cloud) => {
      const { claims, params } = await album(cloud);
      await call(cloud, 'images-local-delete-album', { method: 'DELETE', route: '/albums/{id}', claims, params });
    },
  ],
  'images-local-add-to-album': [
    async (cloud) => {
      const { claims, params } = await album(cloud);
      const { id: imageId } = await announced(cloud, claims);
      const route = '/albums/{id}/images/{imageId}';
      const request = { method: 'PUT', route, claims, params: { ...params, imageId } };
      await call(cloud, 'images-local-add-to-album', request);
    },
  ],
  'images-local-remove-from-album': [
    async (cloud) => {
      const { claims, params, imageId } = await album(cloud);
      const route = '/albums/{id}/images/{imageId}';
      const request = { method: 'DELETE', route, claims, params: { ...params, imageId } };
      await call(cloud, 'images-local-remove-from-album', request);
    },
  ],
};
