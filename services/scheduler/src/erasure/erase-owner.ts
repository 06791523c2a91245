import { Retryable } from '@libs/contracts/errors';
import { ownerItems } from '../data/owner-items.ts';
import { owners } from '../data/owners.ts';

/** Of 25 items each: some seconds of the minute that the function has. A schedule that fires each minute has a history of 43,200. */
const MOST_BATCHES = 40;

/** `more`: something is left. `erased`: what was under way beside it may have stored something since. */
export type Erased = 'more' | 'erased' | 'nothing';

/**
 * Erases a bounded part of what a person has here: at most 1,000 items of each kind. First the owner is closed, so that nothing more is planned; then
 * schedules go, so that nothing more fires. Until there was nothing, it has to be done again.
 */
export async function eraseOwner(ownerId: string, now: Date, batches = MOST_BATCHES): Promise<Erased> {
  await owners.close(ownerId, now);
  try {
    return (await ownerItems.erase(ownerId, batches)) ? 'erased' : 'nothing';
  } catch (error) {
    if (error instanceof Retryable && error.type === 'erasure-goes-on') return 'more';
    throw error;
  }
}
