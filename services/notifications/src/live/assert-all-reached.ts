import type { Reached } from './tell.ts';

/** @throws Error whose cause decides whether the message is tried again, when it did not get through to a connection that may be there */
export function assertAllReached({ told, failed }: Reached): void {
  const [first] = failed;
  if (!first) return;
  const all = told.length + failed.length;
  throw new Error(`${failed.length} of ${all} connections could not be told`, { cause: first.error });
}
