import { Unprocessable } from '@libs/contracts/errors';

/** For a plan that has times of its own, of which none is to come within its bounds. */
export const neverFires = (): Unprocessable =>
  new Unprocessable('invalid-schedule', 'This schedule would never fire', {
    errors: [
      {
        pointer: '/body',
        code: 'never-fires',
        message: 'no occurrence lies after now, between startsAt and endsAt and within maxOccurrences',
      },
    ],
  });
