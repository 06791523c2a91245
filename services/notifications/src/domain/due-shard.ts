/** What is due (held deliveries, digests) is found by shard: one key would take no more than 1,000 writes a second. */
export const DUE_SHARDS: readonly string[] = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

/** Last hexadecimal digit of the person's id, which is random. */
export const dueShardOf = (userId: string): string => userId.slice(-1);
