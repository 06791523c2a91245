import { signInShard } from './sign-in-shard.ts';

/**
 * Where a sign-in stands in the report of its hour: by shard, time and id, `2/2026-11-21T09:14:02.120Z/<id>`. Sorts as text. The empty one is
 * before all of them.
 */
export type ReportPlace = string;

export const BEGINNING: ReportPlace = '';

export const placeOf = ({ id, at }: { readonly id: string; readonly at: string }): ReportPlace =>
  `${signInShard(id)}/${at}/${id}`;

/** What a place says; at the beginning the first shard alone. */
export function readPlace(place: ReportPlace): { readonly shard: number; readonly at?: string; readonly id?: string } {
  const [shard = '', at, id] = place.split('/');
  return at === undefined || id === undefined ? { shard: 0 } : { shard: Number(shard), at, id };
}
