import type { Album as Presented, ListedAlbum } from '../contract/albums.ts';
import type { Album } from './album.ts';

/** An album as it is told to its owner. */
export function presentAlbum({ albumId: id, title, imageIds, version, createdAt, updatedAt }: Album): Presented {
  return { id, title, imageIds: [...imageIds], version, createdAt, updatedAt };
}

/** The same in a list of albums: without its pictures, but for the first. */
export function listAlbum({ albumId: id, title, imageIds, version, createdAt, updatedAt }: Album): ListedAlbum {
  const [coverId] = imageIds;
  return {
    id,
    title,
    pictures: imageIds.length,
    ...(coverId === undefined ? {} : { coverId }),
    version,
    createdAt,
    updatedAt,
  };
}
