import { MalformedTime } from './malformed-time.ts';
import { wallClock } from './wall-clock.ts';

/** A date and a time as they are written: what a clock shows, and the offset of that clock from UTC where it was told. Both in milliseconds. */
export interface DateTime {
  readonly reading: number;
  readonly offset: number | undefined;
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))?$/;
const MINUTE = 60_000;

/**
 * Reads `2026-11-21T09:00`, with or without seconds and their fractions (cut to milliseconds), and with or without an offset (`Z`, `+01:00`).
 * With seconds and offset it is RFC 3339. There are no leap seconds.
 * @throws MalformedTime also for days that do not exist
 */
export function dateTime(text: string): DateTime {
  const match = FORM.exec(text);
  if (!match) throw new MalformedTime('must be a date and time such as 2026-11-21T09:00:00+01:00');
  const [, year, month, day, hour, minute, second = '0', fraction = '', sign, hours = '0', minutes = '0'] = match;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const time = [hour, minute, second].map(Number) as [number, number, number];
  const reading = Date.UTC(Number(year), Number(month) - 1, Number(day), ...time, milliseconds);
  // What does not exist comes out as something else: 31 February as 3 March, 24:00 as the next day, the year 50 as 1950.
  const isReal = new Date(reading)
    .toISOString()
    .startsWith(`${year}-${month}-${day}T${hour}:${minute}:${second.padStart(2, '0')}`);
  if (!isReal) throw new MalformedTime('must be a day and a time that exist');
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
  return { reading, offset: sign || text.endsWith('Z') ? offset : undefined };
}

/**
 * The instant of a date and time: what its offset says, or else the first instant at which a clock of the time zone shows it. Where the clock is
 * put forward over it, the instant at which that happens.
 * @param timeZone IANA
 * @throws RangeError when the runtime does not know it
 */
export const instantOf = ({ reading, offset }: DateTime, timeZone: string): number =>
  offset === undefined ? wallClock(timeZone).first(reading) : reading - offset;
