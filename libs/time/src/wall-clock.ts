/** No zone is further from UTC than 16 hours (Manila before 1844), and none changes its offset twice within two days. */
const DAY = 24 * 60 * 60 * 1000;

/**
 * The clock on a wall of a time zone. A *reading* is what it shows, as the epoch milliseconds at which a clock in UTC shows the same: days and
 * times of readings are plain arithmetic. Instants are epoch milliseconds.
 */
export interface WallClock {
  /** What it shows at an instant, to the second. */
  read(instant: number): number;
  /** The first instant at which it shows this; where it is put forward over the reading, the instant at which that happens. */
  first(reading: number): number;
  /** The last one: another than the first where the clock is put back, and shows an hour twice. */
  last(reading: number): number;
}

/**
 * Made of what Intl tells of an instant. A library would say which instant a reading means, but each in a way of its own where there are none or
 * two of them: luxon moves 02:30 to 03:30 in the hour that is left out, Temporal by default as well.
 * @param timeZone IANA
 * @throws RangeError when the runtime does not know it
 */
export function wallClock(timeZone: string): WallClock {
  const format = formatOf(timeZone);

  function read(instant: number): number {
    // `3/29/2026, 03:00:00`: 1 µs, where `formatToParts` takes 7.
    const [month = 1, day = 1, year = 0, ...time] = format.format(instant).split(/\D+/).map(Number);
    return Date.UTC(year, month - 1, day, ...time);
  }

  const offsetAt = (instant: number): number => read(instant) - Math.floor(instant / 1000) * 1000;

  /** In their order: one as a rule. */
  function instantsOf(reading: number): readonly [number, ...number[]] {
    const second = Math.floor(reading / 1000) * 1000;
    const [before, after] = [offsetAt(second - DAY), offsetAt(second + DAY)];
    const early = second - Math.max(before, after);
    const late = second - Math.min(before, after);
    const [one, ...more] = [...new Set([early, late])]
      .filter((instant) => read(instant) === second)
      .map((instant) => instant + (reading - second));
    return one === undefined ? [changeBetween(early, late)] : [one, ...more];
  }

  /** The second at which the offset changes, after `from` and not after `to`. */
  function changeBetween(from: number, to: number): number {
    const offset = offsetAt(from);
    let [same, other] = [from, to];
    while (other - same > 1000) {
      const middle = same + Math.floor((other - same) / 2000) * 1000;
      if (offsetAt(middle) === offset) same = middle;
      else other = middle;
    }
    return other;
  }

  return {
    read,
    first: (reading) => instantsOf(reading)[0],
    last: (reading) => instantsOf(reading).at(-1) as number,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** There are some 600 names, of which a process meets few: the bound is for somebody who spells one in a thousand ways. */
const MOST_FORMATS = 100;

/** Made once for a zone: that takes 50 µs, as much as all that it is asked for one person. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(timeZone, format);
  return format;
}
