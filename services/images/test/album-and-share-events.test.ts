import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lambdaContext } from '@libs/testing';
import { albums } from '../src/data/albums.ts';
import { AlbumEntity } from '../src/data/entities/album.ts';
import { ShareEntity } from '../src/data/entities/share.ts';
import { SharingEntity } from '../src/data/entities/sharing.ts';
import { hashOf } from '../src/data/share-token.ts';
import { handler as addToAlbum } from '../src/functions/add-to-album.ts';
import { handler as createAlbum } from '../src/functions/create-album.ts';
import { handler as createShare } from '../src/functions/create-share.ts';
import { handler as deleteAlbum } from '../src/functions/delete-album.ts';
import { handler as deleteShare } from '../src/functions/delete-share.ts';
import { handler as getAlbum } from '../src/functions/get-album.ts';
import { handler as getSharedImage } from '../src/functions/get-shared-image.ts';
import { handler as getSharedRendition } from '../src/functions/get-shared-rendition.ts';
import { handler as listAlbumImages } from '../src/functions/list-album-images.ts';
import { handler as listAlbums } from '../src/functions/list-albums.ts';
import { handler as listShares } from '../src/functions/list-shares.ts';
import { handler as removeFromAlbum } from '../src/functions/remove-from-album.ts';
import { handler as updateAlbum } from '../src/functions/update-album.ts';
import { ownTable, ready } from './store.ts';

ownTable([AlbumEntity, ShareEntity, SharingEntity]);
beforeAll(() => {
  Object.assign(process.env, { API_URL: 'https://api.example', DELIVERY: 's3', RENDITIONS_BUCKET: 'renditions' });
});

const folder = dirname(require.resolve('../package.json'));

/** What a preset takes is the event of its trigger, which a file cannot prove to the compiler. */
const sample = (name: string) => JSON.parse(readFileSync(join(folder, 'events', `${name}.json`), 'utf8')) as never;

interface Parts {
  readonly pathParameters: Record<string, string>;
}

describe('the sample events of albums and links', () => {
  it('each succeed, where the picture, the album and the link of which they tell are there', async () => {
    const { pathParameters: inAlbum } = sample('add-to-album') as Parts;
    const { pathParameters: opened } = sample('get-shared-image') as Parts;
    const ownerId = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';
    const { imageId } = await ready({ ownerId, imageId: inAlbum['imageId'] ?? '' });
    await albums.create({ ownerId, albumId: inAlbum['id'] ?? '', title: 'Summer' });
    const expiresAt = Math.floor(Date.now() / 1000) + 60;
    await ShareEntity.create({ tokenHash: hashOf(opened['token'] ?? ''), ownerId, imageId, expiresAt }).go();
    const answers = {
      'create-album': await createAlbum(sample('create-album'), lambdaContext()),
      'list-albums': await listAlbums(sample('list-albums'), lambdaContext()),
      'get-album': await getAlbum(sample('get-album'), lambdaContext()),
      'add-to-album': await addToAlbum(sample('add-to-album'), lambdaContext()),
      'list-album-images': await listAlbumImages(sample('list-album-images'), lambdaContext()),
      'remove-from-album': await removeFromAlbum(sample('remove-from-album'), lambdaContext()),
      'update-album': await updateAlbum(sample('update-album'), lambdaContext()),
      'delete-album': await deleteAlbum(sample('delete-album'), lambdaContext()),
      'create-share': await createShare(sample('create-share'), lambdaContext()),
      'list-shares': await listShares(sample('list-shares'), lambdaContext()),
      'delete-share': await deleteShare(sample('delete-share'), lambdaContext()),
      'get-shared-image': await getSharedImage(sample('get-shared-image'), lambdaContext()),
      'get-shared-rendition': await getSharedRendition(sample('get-shared-rendition'), lambdaContext()),
    };
    expect(Object.fromEntries(Object.entries(answers).map(([name, { statusCode }]) => [name, statusCode]))).toEqual({
      'create-album': 201,
      'list-albums': 200,
      'get-album': 200,
      'add-to-album': 200,
      'list-album-images': 200,
      'remove-from-album': 200,
      'update-album': 200,
      'delete-album': 204,
      'create-share': 201,
      'list-shares': 200,
      'delete-share': 204,
      'get-shared-image': 200,
      'get-shared-rendition': 302,
    });
  });
});
