import { NotFound, PreconditionFailed, Retryable } from '@libs/contracts/errors';

/** Between our reading and our writing somebody else may write, but not again and again. */
export const ATTEMPTS = 4;

export const notFound = () => new NotFound('profile-not-found', 'There is no such person');

export const staleVersion = () => new PreconditionFailed('stale-version', 'The profile has changed since you read it');

export const othersAreFaster = () =>
  new Retryable('temporarily-unavailable', 'Others are changing this profile at this moment', { retryAfter: 1 });
