import { addMinutes, minuteOf } from './minute.ts';
import { LEAD, MARGIN } from './times.ts';

/**
 * Whether what was written just now is due so soon that no walk may see it: it lies in the window, or in a minute that will be handed out before
 * the index shows it.
 * @param nextAt RFC 3339, UTC, in milliseconds
 */
export function isInWindow(nextAt: string, now: Date): boolean {
  return minuteOf(nextAt) <= addMinutes(minuteOf(now.getTime() + MARGIN), LEAD);
}
