import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/**
 * Passes on bytes both ways until one side ends; then the other ends too, after what is still on its way to it.
 * @param said what comes from the caller, read since its first byte
 */
export function join(caller: Socket, said: Readable, engine: Socket): void {
  said.pipe(engine);
  engine.pipe(caller);
  engine.on('error', () => engine.destroy());
  engine.once('close', () => caller.destroySoon());
  caller.once('close', () => engine.destroySoon());
}
