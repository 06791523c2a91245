/** Hexadecimal digits of a UUID v7 that tell when it was made: https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
const TIME_DIGITS = 12;

/** When a UUID v7 was made, in epoch milliseconds; of another UUID some time from 1970 to the year 10889. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, TIME_DIGITS), 16);
}
