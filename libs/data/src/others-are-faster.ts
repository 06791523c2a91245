import { Retryable } from '@libs/contracts/errors';

/** Between our reading and our writing somebody else may write, but not again and again: this often it is tried. */
export const ATTEMPTS = 4;

/**
 * For one who was in time not once.
 * @param what they are changing: `this profile`
 */
export function othersAreFaster(what: string, cause?: unknown): Retryable {
  return new Retryable('temporarily-unavailable', `Others are changing ${what} at this moment`, {
    cause,
    retryAfter: 1,
  });
}
