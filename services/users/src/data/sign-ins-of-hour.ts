import { page } from '@libs/data';
import type { Hour } from '../domain/hour.ts';
import { type ReportPlace, readPlace } from '../domain/report-place.ts';
import type { SignIn } from '../domain/sign-in.ts';
import { SIGN_IN_SHARDS } from '../domain/sign-in-shard.ts';
import { SignInEntity } from './entities/sign-in.ts';

/** Items of one Query: some 200 KB, 25 read units. */
const PAGE = 1000;

/**
 * The sign-ins of an hour behind a place, in the order of their places, page by page. Those that were noted before they had an hour and a shard are
 * not among them.
 */
export async function* signInsOfHour(
  hour: Hour,
  place: ReportPlace,
  limit = PAGE,
): AsyncGenerator<readonly SignIn[], void> {
  const from = readPlace(place);
  for (let shard = from.shard; shard < SIGN_IN_SHARDS; shard++) {
    const all = SignInEntity.query.byHour({ hour, shard });
    const { at, id } = from;
    const behind = shard > from.shard || at === undefined || id === undefined ? all : all.gt({ at, signInId: id });
    let cursor: string | undefined;
    do {
      const { items, next } = await page(behind, { limit, cursor });
      if (items.length > 0) {
        yield items.map(({ signInId, at: when, clientId, newDevice }) => ({
          id: signInId,
          at: when,
          clientId,
          newDevice,
        }));
      }
      cursor = next;
    } while (cursor !== undefined);
  }
}
