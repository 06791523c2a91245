import { FAST } from '@libs/data';
import type { ImageRef } from '../domain/image.ts';
import { looksLike } from '../domain/likeness.ts';
import { bandsOf } from '../domain/bands.ts';
import { LookEntity } from './entities/look.ts';

/** As many pictures that look alike are told. */
const MOST = 10;
/** As many of those that have a band in common are looked at; plain pictures share theirs with many. */
const LOOKED_AT = 100;

/** How the pictures look. */
export const looks = { similar };

/** The owner's other pictures that look the same, newest first. */
async function similar({ ownerId, imageId }: ImageRef, perceptualHash: string): Promise<string[]> {
  const found = await Promise.all(
    bandsOf(perceptualHash).map(async (band) =>
      LookEntity.query.one({ ownerId, band }).go({ ...FAST, limit: LOOKED_AT, order: 'desc' }),
    ),
  );
  const alike = found
    .flatMap(({ data }) => data)
    .filter((look) => look.imageId !== imageId && looksLike(look.perceptualHash, perceptualHash));
  return [...new Set(alike.map((look) => look.imageId))].toSorted().toReversed().slice(0, MOST);
}
