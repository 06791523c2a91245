import type { Broker } from './broker.ts';

const slot = Symbol.for('longhouse.testing.run');

/** Set-up and teardown are loaded as modules of their own: they meet on the process's global object. */
export const running = ((globalThis as Record<symbol, { broker?: Broker } | undefined>)[slot] ??= {});
