import { BadRequest } from '@libs/contracts/errors';

/** A part of an album's order; `next` is there when more follow. */
export interface AlbumPage {
  readonly ids: readonly string[];
  readonly next?: string;
}

/**
 * The ids of one page. The cursor is the last id of the page before and its place, so that a page goes on where the last one ended when the
 * order has changed since: after that picture, or at its place when it has left the album.
 * @param limit 1 to 100
 * @throws BadRequest `bad-cursor`
 */
export function albumPage(
  ids: readonly string[],
  { limit = 20, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): AlbumPage {
  const from = cursor === undefined ? 0 : begin(ids, cursor);
  const page = ids.slice(from, from + limit);
  const last = page.at(-1);
  return from + limit < ids.length && last !== undefined
    ? { ids: page, next: Buffer.from(`${from + limit - 1}.${last}`).toString('base64url') }
    : { ids: page };
}

function begin(ids: readonly string[], cursor: string): number {
  const [, place, last = ''] = /^(\d{1,3})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (place === undefined) throw new BadRequest('bad-cursor', 'This cursor does not belong to this list');
  const now = ids.indexOf(last);
  return now === -1 ? Number(place) : now + 1;
}
