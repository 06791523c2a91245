import { command, line, type Static, Type } from '@libs/contracts';
import { Action, Instant } from './action.ts';
import { When } from './schedule.ts';

/** What a service asks under a key, again and again: the request with the highest version holds, in whichever order they come. */
const Keyed = {
  /** Of the service's own choosing; with `userId` it is unique for that person, without it in the whole service. */
  key: line(128),
  version: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  /** The person whom it concerns, and with whom it goes. Without it the schedule is the service's own. */
  userId: Type.Optional(Type.String({ format: 'uuid' })),
};

const Request = Type.Object({
  ...Keyed,
  /** Counts from when the request was made (`metadata.occurredAt`): what became due before it arrived was missed, and `misfire` decides. */
  when: When,
  startsAt: Type.Optional(Instant),
  endsAt: Type.Optional(Instant),
  maxOccurrences: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  /** What becomes of an occurrence that is more than a minute late; `fire-now` unless told. */
  misfire: Type.Optional(Type.Union([Type.Literal('fire-now'), Type.Literal('skip')])),
  /** `notify` needs a `userId`. */
  action: Action,
});
export type Request = Static<typeof Request>;

/**
 * A service asks for a schedule, or for another plan in place of the one that it asked for before. `ScheduleFired` comes back with `requestedBy`.
 * @example
 * { key: 'digest', version: 3, userId, when: { cron: '0 8 * * *', timeZone: 'Europe/Berlin' }, action: { type: 'publish', name: 'DigestDue' } }
 */
export const ScheduleRequested = command('ScheduleRequested', 1, Request.properties);

/** A service does not want it any more. With the `userId` of the request, and a version above that of the request. */
export const ScheduleCancelled = command('ScheduleCancelled', 1, Keyed);
