import { fireQueue } from '../adapters/fire-queue.ts';
import { beginWalks } from '../due/begin-walks.ts';
import { newVersionOf, type ScheduleChange, settledIn } from '../data/changes.ts';
import { type Kept, occurrences } from '../data/occurrences.ts';
import { owners } from '../data/owners.ts';
import { addMinutes, type Minute, minuteOf } from '../domain/minute.ts';
import { isInWindow } from '../domain/window.ts';

/**
 * What follows from changes of schedules beside the events: what is due so soon that no walk of the index will see it goes straight to the queue, a shard
 * that was never walked is from then on, and what was settled becomes the history of its schedule. Twice does no harm: two messages are about one occurrence, and two rows are one.
 * @throws Retryable when some rows could not be written
 */
export async function followUp(
  { changes, now }: { readonly changes: readonly ScheduleChange[]; readonly now: Date },
  queue: Pick<typeof fireQueue, 'send'> = fireQueue,
  history: Pick<typeof occurrences, 'keep'> = occurrences,
  people: Pick<typeof owners, 'isClosed'> = owners,
  begin: (written: ReadonlyMap<number, Minute>) => Promise<void> = beginWalks,
): Promise<void> {
  // First what has to be in time.
  const soon = soonDue(changes, now);
  if (soon.length > 0) await queue.send(soon, now);
  await begin(writtenIn(changes));
  const rows = await ofOpenAccounts(settledBy(changes), people);
  if (rows.length > 0) await history.keep(rows);
}

/** Of a schedule that was changed several times, its last state. */
function soonDue(changes: readonly ScheduleChange[], now: Date) {
  const last = new Map(changes.map((change) => [(change.after ?? change.before).scheduleId, change]));
  return [...last.values()].flatMap((change) => {
    const schedule = newVersionOf(change);
    if (schedule?.nextAt === undefined || !isInWindow(schedule.nextAt, now)) return [];
    const { ownerId, scheduleId, version, nextAt } = schedule;
    return [{ ownerId, scheduleId, version, plannedAt: nextAt, correlationId: change.correlationId }];
  });
}

/** The minute before the first write to each shard of the index. */
function writtenIn(changes: readonly ScheduleChange[]): Map<number, Minute> {
  const written = new Map<number, Minute>();
  for (const { after } of changes) {
    if (after?.shard === undefined || after.updatedAt === undefined) continue;
    const minute = addMinutes(minuteOf(after.updatedAt), -1);
    const before = written.get(after.shard) ?? minute;
    written.set(after.shard, before < minute ? before : minute);
  }
  return written;
}

function settledBy(changes: readonly ScheduleChange[]): Kept[] {
  return changes.flatMap((change) => {
    const { ownerId, scheduleId } = change.after ?? change.before;
    return settledIn(change).map((occurrence) => ({ ownerId, scheduleId, ...occurrence }));
  });
}

/** Of a person who is deleted nothing is kept, not even what comes late. */
async function ofOpenAccounts(rows: readonly Kept[], people: Pick<typeof owners, 'isClosed'>): Promise<Kept[]> {
  const all = [...new Set(rows.map(({ ownerId }) => ownerId))];
  const closed = await Promise.all(all.map(async (ownerId) => people.isClosed(ownerId)));
  const open = new Set(all.filter((_, place) => !closed[place]));
  return rows.filter(({ ownerId }) => open.has(ownerId));
}
