import { Retryable } from '@libs/contracts/errors';
import { ownerItems } from '../data/owner-items.ts';
import { owners } from '../data/owners.ts';

/** Of 25 items each: some seconds of the minute that the function has. A schedule that fires each minute has a history of 43,200. */
const MOST_BATCHES = 40;

/**
 * Erases a bounded part of what a person has here: at most 1,000 items of each kind. First the owner is closed, so that nothing more is stored; then
 * schedules go, so that nothing more fires.
 * @returns whether everything is gone; what is left is for the next go
 */
export async function eraseOwner(ownerId: string, now: Date, batches = MOST_BATCHES): Promise<boolean> {
  await owners.close(ownerId, now);
  try {
    await ownerItems.erase(ownerId, batches);
    return true;
  } catch (error) {
    if (error instanceof Retryable && error.type === 'erasure-goes-on') return false;
    throw error;
  }
}
