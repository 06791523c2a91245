import { NotFound, PreconditionFailed } from '@libs/contracts/errors';

export const notFound = () => new NotFound('profile-not-found', 'There is no such person');

export const staleVersion = () => new PreconditionFailed('stale-version', 'The profile has changed since you read it');
