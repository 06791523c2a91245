import type { Where } from '../adapters/versions.ts';
import { inventory, type Standings } from '../data/inventory.ts';
import type { Walk } from '../data/sweep-positions.ts';
import { imageIdOf, refOf } from '../domain/object-key.ts';
import type { ObjectVersion } from '../domain/object-version.ts';
import { superseded } from '../domain/sweep-objects.ts';

/** How the objects of a bucket belong to pictures. */
export interface Shelf {
  readonly walk: Walk;
  readonly bucket: 'ORIGINALS_BUCKET' | 'RENDITIONS_BUCKET';
  /** What a key tells of its picture; undefined for a key that this service does not make. */
  readonly pictureOf: (key: string) => string | undefined;
  /** All objects of such a picture. */
  readonly placeOf: (picture: string) => Where;
  readonly standings: (pictures: readonly string[]) => Promise<Standings>;
  /** Which objects of a picture that is kept are not its own all the same. */
  readonly surplus: (versions: readonly ObjectVersion[], objectVersion: string) => readonly ObjectVersion[];
}

export const originalsShelf: Shelf = {
  walk: 'originals',
  bucket: 'ORIGINALS_BUCKET',
  pictureOf: (key) => (refOf(key) ? key : undefined),
  placeOf: (key) => ({ key }),
  standings: async (keys) => inventory.standings(keys.flatMap((key) => refOf(key) ?? [])),
  surplus: superseded,
};

/** Of a picture that is kept all renditions stay: those of an older recipe may still be in somebody's page. */
export const renditionsShelf: Shelf = {
  walk: 'renditions',
  bucket: 'RENDITIONS_BUCKET',
  pictureOf: imageIdOf,
  placeOf: (imageId) => ({ folder: `${imageId}/` }),
  standings: async (imageIds) => inventory.standingsById(imageIds),
  surplus: () => [],
};
