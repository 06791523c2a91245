/**
 * Parts of the due index, DUE_SHARDS: each takes 1,000 occurrences a second: one is a write to its partition, and another to that of its next minute.
 * @throws Error when it is no whole number of 1 to 1024
 */
export function dueShards(): number {
  const shards = Number(process.env['DUE_SHARDS'] || Number.NaN);
  if (!Number.isInteger(shards) || shards < 1 || shards > 1024)
    throw new Error('DUE_SHARDS is no number of 1 to 1024: see serverless.yml');
  return shards;
}
