import { v7 } from 'uuid';

/**
 * A UUID v7 that sorts before (`lowest`) or after (`highest`) all others of a millisecond.
 * https://www.rfc-editor.org/rfc/rfc9562#section-5.7
 * @param time epoch milliseconds
 */
export function idAt(time: number, end: 'lowest' | 'highest'): string {
  const bits = end === 'lowest' ? 0 : 0xff;
  return v7({
    msecs: Math.max(0, time),
    random: new Uint8Array(16).fill(bits),
    seq: end === 'lowest' ? 0 : 0xffffffff,
  });
}
