import type { Plan } from './schedule.ts';
import { nextOf } from './when.ts';

/**
 * The first time after `after` at which a schedule is due, within its bounds.
 * @param occurrences how many there were
 * @returns RFC 3339, UTC; undefined when there is none any more
 */
export function nextAt(
  { when, startsAt, endsAt, maxOccurrences = Number.POSITIVE_INFINITY }: Omit<Plan, 'action' | 'misfire'>,
  { after, occurrences }: { readonly after: Date; readonly occurrences: number },
): string | undefined {
  if (occurrences >= maxOccurrences) return undefined;
  // The start itself is one of the times that count.
  const from = startsAt === undefined ? after.getTime() : Math.max(after.getTime(), Date.parse(startsAt) - 1);
  const next = nextOf(when, new Date(from));
  if (next === undefined || (endsAt !== undefined && next.getTime() > Date.parse(endsAt))) return undefined;
  return next.toISOString();
}
