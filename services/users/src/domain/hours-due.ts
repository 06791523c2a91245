import { type Hour, hourAfter, hourOf } from './hour.ts';
import { SIGN_IN_DAYS } from './sign-in.ts';

/**
 * Milliseconds after its end in which an hour is left alone: a sign-in is noted within seconds after its time (record-sign-in.ts), and an index
 * follows its table within fractions of one.
 */
const GRACE = 5 * 60_000;

/** The latest hour that may be reported. */
export const lastHourOver = (now: Date): Hour => hourAfter(hourOf(new Date(now.getTime() - GRACE).toISOString()), -1);

/** The earliest hour whose sign-ins are all kept still. */
export const firstHourKept = (now: Date): Hour => hourAfter(hourOf(now.toISOString()), 1 - SIGN_IN_DAYS * 24);
