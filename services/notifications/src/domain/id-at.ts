/**
 * A UUID v7 that sorts before (`lowest`) or after (`highest`) all others of a millisecond.
 * https://www.rfc-editor.org/rfc/rfc9562#section-5.7
 * @param time epoch milliseconds
 */
export function idAt(time: number, end: 'lowest' | 'highest'): string {
  const hex = Math.max(0, time).toString(16).padStart(12, '0');
  const rest = end === 'lowest' ? '7000-8000-000000000000' : '7fff-bfff-ffffffffffff';
  return `${hex.slice(0, 8)}-${hex.slice(8)}-${rest}`;
}
