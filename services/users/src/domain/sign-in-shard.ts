/**
 * Over so many partitions the index spreads the sign-ins of an hour: a partition takes 1,000 writes a second
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html), so these take 4,000. It may grow, never
 * shrink: what is in a shard that nobody reads is not reported.
 */
export const SIGN_IN_SHARDS = 4;

/** @param id a random UUID, whose first digits spread evenly */
export const signInShard = (id: string): number => Number.parseInt(id.slice(0, 8), 16) % SIGN_IN_SHARDS;
