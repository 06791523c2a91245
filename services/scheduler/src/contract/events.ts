import { event, Type } from '@libs/contracts';

const Id = Type.String({ format: 'uuid' });
/** RFC 3339, UTC. */
const Instant = Type.String({ format: 'date-time', maxLength: 40 });

/** Tells the owner something. */
const NotifyAction = Type.Object({
  type: Type.Literal('notify'),
  title: Type.String({ minLength: 1, maxLength: 200 }),
  body: Type.String({ maxLength: 2000 }),
  category: Type.Union([
    Type.Literal('account'),
    Type.Literal('images'),
    Type.Literal('schedules'),
    Type.Literal('product'),
  ]),
});

/** Publishes an event of the owner's own name: whom it concerns takes it from the bus, nobody is told. */
const PublishAction = Type.Object({
  type: Type.Literal('publish'),
  name: Type.String({ minLength: 1, maxLength: 128 }),
});

/** A schedule of a person was due. An occurrence has one id, however often it is told. */
export const ScheduleFired = event('scheduler', 'ScheduleFired', 1, {
  scheduleId: Id,
  occurrenceId: Type.String({ minLength: 1, maxLength: 128 }),
  ownerId: Id,
  plannedAt: Instant,
  firedAt: Instant,
  action: Type.Union([NotifyAction, PublishAction]),
});
