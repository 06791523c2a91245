import { MINUTE } from './times.ts';

/** `2026-11-21T10:00`: a minute of UTC. They sort as text. */
export type Minute = string;

/** The minute that an instant lies in. @param instant RFC 3339 in UTC, or epoch milliseconds */
export function minuteOf(instant: string | number | Date): Minute {
  return (typeof instant === 'string' ? instant : new Date(instant).toISOString()).slice(0, 16);
}

/** So many minutes later, or earlier. */
export function addMinutes(minute: Minute, minutes: number): Minute {
  return minuteOf(Date.parse(`${minute}Z`) + minutes * MINUTE);
}
