import type { Plan, Schedule } from './schedule.ts';
import { nextOf } from './when.ts';

type Times = Omit<Plan, 'action' | 'misfire'> & Pick<Schedule, 'settledUpTo'>;

/**
 * The first time after `after` at which a schedule is due, within its bounds, and after what was settled of it.
 * @param occurrences how many there were
 * @returns RFC 3339, UTC; undefined when there is none any more
 */
export function nextAt(
  { when, startsAt, endsAt, settledUpTo, maxOccurrences = Number.POSITIVE_INFINITY }: Times,
  { after, occurrences }: { readonly after: Date; readonly occurrences: number },
): string | undefined {
  if (occurrences >= maxOccurrences) return undefined;
  const from = [
    after.getTime(),
    // The start itself is one of the times that count.
    ...(startsAt === undefined ? [] : [Date.parse(startsAt) - 1]),
    ...(settledUpTo === undefined ? [] : [Date.parse(settledUpTo)]),
  ];
  const next = nextOf(when, new Date(Math.max(...from)));
  if (next === undefined || (endsAt !== undefined && next.getTime() > Date.parse(endsAt))) return undefined;
  return next.toISOString();
}
