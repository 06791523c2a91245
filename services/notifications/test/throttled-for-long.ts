import { type FaultyProxy, throttle } from '@libs/testing';

/** A provider is over its rate until the time of the worker is over. @returns the clock that says so */
export function throttledForLong(
  proxy: FaultyProxy,
  operation: string,
  options: Parameters<FaultyProxy['inject']>[2] = {},
): () => number {
  let passed = 0;
  const fault = throttle();
  const meet: typeof fault.meet = async (exchange) => {
    passed = 12_000;
    return fault.meet(exchange);
  };
  proxy.inject(operation, { ...fault, meet }, options);
  return () => Date.now() + passed;
}
