import { Retryable } from '@libs/contracts/errors';

/** Between our reading and our writing somebody else may write, but not again and again. */
export const ATTEMPTS = 4;

export function othersAreFaster(what = 'picture'): Retryable {
  return new Retryable('temporarily-unavailable', `Others are changing this ${what} at this moment`, { retryAfter: 1 });
}
