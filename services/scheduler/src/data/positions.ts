import { randomUUID } from 'node:crypto';
import { FAST } from '@libs/data';
import type { Minute } from '../domain/minute.ts';
import { PositionEntity } from './entities/position.ts';
import { WalkedShardEntity } from './entities/walked-shard.ts';

export type Walk = 'hand-out' | 'check';

/** How far a walk through a shard has come. */
export interface Position {
  readonly shard: number;
  readonly walk: Walk;
  /** All minutes up to this one are done. */
  readonly minute: Minute;
  /** Within the minute after it: the page that comes next. */
  readonly cursor?: string | undefined;
  /** Which write made this state; undefined when it is not stored yet. */
  readonly changeId?: string | undefined;
}

/** Where each walk through each shard of the due index has come to. */
export const positions = { find, save, shards };

/** Consistent; undefined before the first walk. */
async function find(shard: number, walk: Walk): Promise<Position | undefined> {
  const { data } = await PositionEntity.get({ shard, walk }).go({ ...FAST, consistent: true });
  if (!data) return undefined;
  const { minute, cursor, changeId } = data;
  return { shard, walk, minute, cursor, changeId };
}

/**
 * Stores where a walk has come to, if nobody has since it was read. When the answer of a write was lost, and the SDK has sent it again, it is known
 * by its change.
 * @returns the position as it is stored now; undefined when somebody has
 */
async function save(
  { shard, walk, changeId: before }: Position,
  { minute, cursor }: Pick<Position, 'minute' | 'cursor'>,
): Promise<Position | undefined> {
  // First of all: no shard has a position of which no tick knows.
  if (before === undefined) await WalkedShardEntity.put({ shard }).go(FAST);
  const next = { shard, walk, minute, ...(cursor === undefined ? {} : { cursor }), changeId: randomUUID() };
  const { rejected, data } = await PositionEntity.put(next)
    .where(({ changeId }, { eq, notExists }) => (before === undefined ? notExists(changeId) : eq(changeId, before)))
    .go({ ...FAST, returnOnConditionCheckFailure: 'all_old' });
  return !rejected || data?.changeId === next.changeId ? next : undefined;
}

/** The shards of which a position was ever stored, each once. Consistent. */
async function shards(): Promise<number[]> {
  const { data } = await WalkedShardEntity.query.one({}).go({ ...FAST, consistent: true, pages: 'all' });
  return data.map(({ shard }) => shard);
}
