import { BadRequest } from '@libs/contracts/errors';
import { FAST } from './electro.ts';

interface Query<Item> {
  go(options: {
    limit: number;
    cursor?: string | null;
    order: 'asc' | 'desc';
    originalErr: true;
  }): Promise<{ data: Item[]; cursor: string | null }>;
}

export interface PageOptions {
  /** At most so many items; 1 to 100. */
  readonly limit?: number | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  readonly order?: 'asc' | 'desc';
}

/** A page of a list; `next` is there when there may be more, and is opaque to the caller. */
export interface Page<Item> {
  readonly items: Item[];
  readonly next?: string;
}

/**
 * One page of an ElectroDB query.
 * @throws BadRequest `bad-cursor` for a cursor that was not given out for this very list
 */
export async function page<Item>(
  query: Query<Item>,
  { limit = 20, cursor, order = 'asc' }: PageOptions = {},
): Promise<Page<Item>> {
  if (cursor !== undefined && !isCursor(cursor)) throw badCursor();
  try {
    const { data, cursor: next } = await query.go({
      ...FAST,
      limit,
      order,
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { items: data, ...(next === null ? {} : { next }) };
  } catch (error) {
    if (cursor !== undefined && isOutside(error)) throw badCursor(error);
    throw error;
  }
}

function badCursor(cause?: unknown): BadRequest {
  return new BadRequest('bad-cursor', 'This cursor does not belong to this list', { cause });
}

/** ElectroDB's cursors are the key of the last item, as JSON in base64url. */
function isCursor(text: string): boolean {
  try {
    const key = JSON.parse(Buffer.from(text, 'base64url').toString()) as { pk?: unknown; sk?: unknown } | null;
    return typeof key?.pk === 'string' && typeof key.sk === 'string';
  } catch {
    return false;
  }
}

/** DynamoDB refuses a start key that lies outside of the query. */
function isOutside(error: unknown): boolean {
  const { name, message } = error as { name?: string; message?: string };
  return name === 'ValidationException' && /exclusive ?start ?key|starting key/i.test(message ?? '');
}
