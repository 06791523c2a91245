import { BadRequest } from '@libs/contracts/errors';
import { type Page, type PageOptions, page } from '@libs/data';
import type { Image, ImageState } from '../domain/image.ts';
import { idsOfMonth } from '../domain/month.ts';
import { ImageEntity } from './entities/image.ts';
import { LabelledEntity } from './entities/labelled.ts';
import { picturesOf } from './pictures-of.ts';
import { isForgotten, toImage } from './to-image.ts';

export interface GalleryOptions extends PageOptions {
  readonly state?: ImageState | undefined;
  readonly label?: string | undefined;
  /** UTC, `2026-11`. */
  readonly month?: string | undefined;
}

/** Ids that no picture's id is before or after. */
const ALWAYS = { first: '0', last: 'g' };

/** A person's own pictures, newest first. */
export const gallery = { list };

/**
 * All of them, those in one state, or those that show something; each of these also of one month alone.
 * @throws BadRequest `one-filter-only` for state and label together, `bad-cursor`
 */
async function list(ownerId: string, { state, label, month, ...options }: GalleryOptions = {}): Promise<Page<Image>> {
  if (state !== undefined && label !== undefined) {
    throw new BadRequest('one-filter-only', 'Filter by state or by label: only ready pictures have labels');
  }
  const { first, last } = month === undefined ? ALWAYS : idsOfMonth(month);
  const newestFirst = { ...options, order: 'desc' } as const;
  if (label !== undefined) {
    const found = await page(
      LabelledEntity.query.one({ ownerId, label }).between({ imageId: first }, { imageId: last }),
      newestFirst,
    );
    // One that was deleted a moment ago may still have its labels.
    return {
      ...found,
      items: await picturesOf(
        ownerId,
        found.items.map(({ imageId }) => imageId),
      ),
    };
  }
  const query =
    state === undefined
      ? ImageEntity.query.one({ ownerId }).between({ imageId: first }, { imageId: last })
      : ImageEntity.query.byState({ ownerId, state }).between({ imageId: first }, { imageId: last });
  const found = await page(query, newestFirst);
  return { ...found, items: found.items.filter((item) => !isForgotten(item)).map(toImage) };
}
