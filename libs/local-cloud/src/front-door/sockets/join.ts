import type { Duplex } from 'node:stream';

/** Passes on bytes both ways until one side ends; then the other ends too, at once when the one was cut off. */
export function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to); // ends `to` when `from` ends, after what is still on its way
    from.on('error', () => from.destroy());
    from.once('close', () => {
      if (!to.writableEnded) to.destroy();
    });
  }
}
