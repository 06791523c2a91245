import { Cursor, Limit, route, type Static, Type } from '@libs/contracts';
import { ImageId, Instant, Title, Version } from './picture.ts';
import { Image } from './routes.ts';

/** UUID version 7. */
const AlbumId = Type.String({ format: 'uuid', pattern: '^[^A-Z]*$' });

/** The pictures in their order, each once. */
const ImageIds = Type.Array(ImageId, { maxItems: 500, uniqueItems: true });

const Album = Type.Object({
  id: AlbumId,
  title: Title,
  imageIds: ImageIds,
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
});

const ListedAlbum = Type.Object({
  id: AlbumId,
  title: Title,
  /** How many are in it. */
  pictures: Type.Integer({ minimum: 0, maximum: 500 }),
  /** The first of them. */
  coverId: Type.Optional(ImageId),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
});

export type Album = Static<typeof Album>;
export type ListedAlbum = Static<typeof ListedAlbum>;

export const CreateAlbum = route({
  method: 'POST',
  path: '/albums',
  summary: 'Makes an album, with pictures of the caller or without.',
  body: Type.Object({ title: Title, imageIds: Type.Optional(ImageIds) }),
  response: Album,
  versioned: true,
  status: 201,
  errors: ['quota-exceeded', 'unknown-image', 'account-deleted'],
});

export const ListAlbums = route({
  method: 'GET',
  path: '/albums',
  summary: "The caller's own albums, newest first.",
  query: { limit: Limit, cursor: Type.Optional(Cursor) },
  response: Type.Object({ items: Type.Array(ListedAlbum, { maxItems: 100 }), next: Type.Optional(Cursor) }),
  errors: ['bad-cursor'],
});

export const GetAlbum = route({
  method: 'GET',
  path: '/albums/{id}',
  summary: "One of the caller's albums, with the ids of its pictures.",
  params: { id: AlbumId },
  response: Album,
  versioned: true,
  errors: ['album-not-found'],
});

export const ListAlbumImages = route({
  method: 'GET',
  path: '/albums/{id}/images',
  summary:
    'The pictures of an album in their order. A page may hold fewer than its limit, and more may follow all the same.',
  params: { id: AlbumId },
  query: { limit: Limit, cursor: Type.Optional(Cursor) },
  response: Type.Object({ items: Type.Array(Image, { maxItems: 100 }), next: Type.Optional(Cursor) }),
  errors: ['album-not-found', 'bad-cursor'],
});

export const UpdateAlbum = route({
  method: 'PATCH',
  path: '/albums/{id}',
  summary:
    'Changes the title, or gives the pictures anew in their whole order; with If-Match only if nobody has changed the album since.',
  params: { id: AlbumId },
  body: Type.Object({ title: Type.Optional(Title), imageIds: Type.Optional(ImageIds) }, { minProperties: 1 }),
  response: Album,
  versioned: true,
  errors: ['album-not-found', 'unknown-image', 'stale-version'],
});

export const DeleteAlbum = route({
  method: 'DELETE',
  path: '/albums/{id}',
  summary: 'Deletes an album, and none of its pictures. Deleting twice is no error.',
  params: { id: AlbumId },
});

export const AddToAlbum = route({
  method: 'PUT',
  path: '/albums/{id}/images/{imageId}',
  summary: 'Puts a picture at the end of an album, unless it is in it.',
  params: { id: AlbumId, imageId: ImageId },
  response: Album,
  versioned: true,
  errors: ['album-not-found', 'image-not-found', 'album-full', 'stale-version'],
});

export const RemoveFromAlbum = route({
  method: 'DELETE',
  path: '/albums/{id}/images/{imageId}',
  summary: 'Takes a picture out of an album. What is not in it is out of it already.',
  params: { id: AlbumId, imageId: ImageId },
  response: Album,
  versioned: true,
  errors: ['album-not-found', 'stale-version'],
});
