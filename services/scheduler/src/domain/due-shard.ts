/**
 * The part of the due index that a schedule is in: from the last eight hexadecimal digits of its id, which are random or a hash.
 * @param shards how many there are, 1 to 1024
 * @returns 0 to `shards - 1`
 */
export function dueShardOf(scheduleId: string, shards: number): number {
  return Number.parseInt(scheduleId.slice(-8), 16) % shards;
}
