/** Albums that one person may have. */
export const MOST_ALBUMS = 100;

/** Pictures in one album: with 500 ids its item has 19 KB. */
export const MOST_IN_ALBUM = 500;

/** Whose album, and which. */
export interface AlbumRef {
  readonly ownerId: string;
  readonly albumId: string;
}

/** Pictures of one person in an order of their own. A picture may be in several. */
export interface Album extends AlbumRef {
  readonly title: string;
  /** May name a picture that is deleted at this moment. */
  readonly imageIds: readonly string[];
  /** Counts the changes from 1. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An album that nobody has stored yet. */
export interface NewAlbum extends AlbumRef {
  readonly title: string;
  readonly imageIds?: readonly string[] | undefined;
}

/** What a person may change of it; `imageIds` are all of them in their new order. */
export interface AlbumChange {
  readonly title?: string | undefined;
  readonly imageIds?: readonly string[] | undefined;
}
