import { log } from '@libs/observability';

const MINUTE = 60_000;
const { signal } = new AbortController();

/** A minute in which nothing is due, of an index in so many shards that was walked the minute before: gives what to run. */
export async function idleMinute(shards: number): Promise<() => Promise<void>> {
  const { tick } = await import('../../../services/scheduler/src/due/tick.ts');
  const { handOut } = await import('../../../services/scheduler/src/due/hand-out.ts');
  const { positions } = await import('../../../services/scheduler/src/data/positions.ts');
  const { due } = await import('../../../services/scheduler/src/data/due.ts');
  const { addMinutes, minuteOf } = await import('../../../services/scheduler/src/domain/minute.ts');
  const { CHECK_AFTER, LEAD } = await import('../../../services/scheduler/src/domain/times.ts');
  const queue = { send: async () => {} };
  const now = Date.now();
  const before = minuteOf(now - MINUTE);
  const walked = { 'hand-out': addMinutes(before, LEAD), check: addMinutes(before, -CHECK_AFTER) };
  for (let shard = 0; shard < shards; shard++) {
    for (const walk of ['hand-out', 'check'] as const) {
      const minute = walked[walk];
      await positions.save((await positions.find(shard, walk)) ?? { shard, walk, minute }, { minute });
    }
  }
  return async () => {
    await tick(shards, positions, queue);
    for (let shard = 0; shard < shards; shard++) {
      await handOut({ shard, clock: () => new Date(now), signal, log }, due, positions, queue);
    }
  };
}
