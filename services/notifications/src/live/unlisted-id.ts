import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/**
 * The id of a notification that is told but not kept in the inbox: the same each time it is told, and it sorts among the others by its time.
 * @param at RFC 3339: when it was planned
 */
export function unlistedId(deliveryId: string, at: string): string {
  return v7({ msecs: Date.parse(at), random: createHash('sha256').update(deliveryId).digest().subarray(0, 16) });
}
