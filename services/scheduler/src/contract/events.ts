import { event, Type } from '@libs/contracts';
import { Action, Instant, PublishedData, PublishedName } from './action.ts';

const Id = Type.String({ format: 'uuid' });

const Occurrence = {
  scheduleId: Id,
  occurrenceId: Type.String({ minLength: 1, maxLength: 128 }),
  /** Whose it is; of what a service asked for itself, an id made of the service and its key. */
  ownerId: Id,
  plannedAt: Instant,
  firedAt: Instant,
};

/** A schedule was due. An occurrence has one id, however often it is told. */
export const ScheduleFired = event('scheduler', 'ScheduleFired', 1, {
  ...Occurrence,
  action: Action,
  /** The service that asked for the schedule, by the key that it gave. */
  requestedBy: Type.Optional(
    Type.Object({
      service: Type.String({ minLength: 1, maxLength: 64 }),
      key: Type.String({ minLength: 1, maxLength: 128 }),
    }),
  ),
});

/**
 * What the action `publish` puts on the bus, under the name that it gives: `{ ...Published, name: 'NightlyReportDue' }` is the contract to consume
 * it by. `ScheduleFired` comes as well.
 */
export const Published = event('scheduler', 'Published', 1, {
  ...Occurrence,
  name: PublishedName,
  data: PublishedData,
});
