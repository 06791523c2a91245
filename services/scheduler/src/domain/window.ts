import { addMinutes, type Minute, minuteOf } from './minute.ts';
import { LEAD, MARGIN } from './times.ts';

/** All up to the end of this minute is handed out by now: the workers walk so far. */
export function windowEnd(now: Date): Minute {
  return addMinutes(minuteOf(now), LEAD);
}

/**
 * Whether what was written just now is due so soon that no walk may see it: it lies in the window, or in a minute that will be handed out before
 * the index shows it.
 * @param nextAt RFC 3339, UTC, in milliseconds
 */
export function isInWindow(nextAt: string, now: Date): boolean {
  return minuteOf(nextAt) <= windowEnd(new Date(now.getTime() + MARGIN));
}
