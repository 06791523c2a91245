import { MalformedTime } from './malformed-time.ts';

/**
 * A duration. Months and days are by the calendar, so as long as the calendar has it; the rest is exact.
 * Whole numbers, none negative.
 */
export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A twelfth of the mean year of the Gregorian calendar, 365.2425 days. */
const MEAN_MONTH = 2_629_746 * SECOND;

/** Nine digits: seconds for 31 years. Something has to follow `P`, and `T`. */
const FORM =
  /^P(?=.)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/**
 * Reads a duration of ISO 8601: `P1M`, `P2W`, `PT90M`, `P1DT12H`. Weeks may stand beside other units (ISO 8601-2); fractions and signs may not.
 * @throws MalformedTime
 */
export function isoDuration(text: string): Duration {
  const match = FORM.exec(text);
  if (!match)
    throw new MalformedTime('must be a duration of ISO 8601 in whole numbers, such as PT90M, P1D, P2W or P1M');
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    milliseconds: hours * HOUR + minutes * MINUTE + seconds * SECOND,
  };
}

/** How long it is on average, in milliseconds: a month counts as 30.436875 days, a day as 24 hours. */
export const meanLength = ({ months, days, milliseconds }: Duration): number =>
  months * MEAN_MONTH + days * DAY + milliseconds;
