/**
 * The smallest and the largest id that a UUID of version 7 from a month can have: its first 48 bits are the milliseconds since 1970
 * (RFC 9562, section 5.7).
 * @param month UTC, `2026-11`
 */
export function idsOfMonth(month: string): { readonly first: string; readonly last: string } {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return { first: idAt(Date.UTC(year, number - 1), '0'), last: idAt(Date.UTC(year, number) - 1, 'f') };
}

/** The first (`0`) or the last (`f`) id of a millisecond, and none between two milliseconds; epoch milliseconds. */
export function idAt(milliseconds: number, fill: '0' | 'f'): string {
  const hex = milliseconds.toString(16).padStart(12, '0').padEnd(32, fill);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
