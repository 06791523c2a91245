import { message, Type } from '@libs/contracts';

const Id = Type.String({ format: 'uuid' });

/** To the queue `fire`: an occurrence is due soon. It fires if the schedule still has this version and this time. */
export const DueOccurrence = message('DueOccurrence', {
  ownerId: Id,
  scheduleId: Id,
  version: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  /** RFC 3339, UTC, in milliseconds. */
  plannedAt: Type.String({ format: 'date-time', maxLength: 40 }),
});

/** To the queue `hand-out`: what is due of this part of the index. */
export const DueShard = message('DueShard', { shard: Type.Integer({ minimum: 0, maximum: 1023 }) });
