import { eraseInBatches } from '@libs/data';
import { OccurrenceEntity } from './entities/occurrence.ts';
import { RequestEntity } from './entities/request.ts';
import { ScheduleEntity } from './entities/schedule.ts';

/** What lies in the table under an owner's own key, save for the note that the owner is closed. */
export const ownerItems = { erase };

/**
 * Erases all of it, what fires first; may be repeated, and goes on where it ended.
 * @returns whether there was anything
 * @throws Retryable `erasure-goes-on` when there is more of one kind than `batches` of 25 hold
 */
async function erase(ownerId: string, batches?: number): Promise<boolean> {
  let found = 0;
  await eraseInBatches(
    () => ScheduleEntity.query.one({ ownerId }),
    (items) => ScheduleEntity.delete(counted(items)),
    batches,
  );
  await eraseInBatches(
    () => RequestEntity.query.one({ ownerId }),
    (items) => RequestEntity.delete(counted(items)),
    batches,
  );
  await eraseInBatches(
    () => OccurrenceEntity.query.one({ ownerId }),
    (items) => OccurrenceEntity.delete(counted(items)),
    batches,
  );
  return found > 0;

  function counted<Item>(items: Item[]): Item[] {
    found += items.length;
    return items;
  }
}
