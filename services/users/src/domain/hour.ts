/** An hour of UTC, `2026-11-21T09`. Sorts by time. */
export type Hour = string;

const MILLISECONDS = 3_600_000;

/** @param at RFC 3339, UTC, as `toISOString` gives it */
export const hourOf = (at: string): Hour => at.slice(0, 13);

/** The hour a number of hours later; earlier for a negative number. */
export const hourAfter = (hour: Hour, hours = 1): Hour =>
  hourOf(new Date(Date.parse(`${hour}:00:00.000Z`) + hours * MILLISECONDS).toISOString());

/** How many hours one lies behind another. */
export const hoursBetween = (earlier: Hour, later: Hour): number =>
  (Date.parse(`${later}:00:00.000Z`) - Date.parse(`${earlier}:00:00.000Z`)) / MILLISECONDS;
