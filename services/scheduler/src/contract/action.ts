import { line, lines, type Static, Type } from '@libs/contracts';

/** RFC 3339, UTC, in milliseconds. */
export const Instant = Type.String({ format: 'date-time', maxLength: 40 });

/** Tells the owner something, over the channels that the person chose for this category. */
const NotifyAction = Type.Object({
  type: Type.Literal('notify'),
  title: line(200),
  body: lines(2000),
  category: Type.Union([
    Type.Literal('account'),
    Type.Literal('images'),
    Type.Literal('schedules'),
    Type.Literal('product'),
  ]),
});

/** Of an event that is not one of the scheduler's own, whose names begin with `Schedule`. */
export const PublishedName = Type.String({ pattern: '^(?!Schedule)[A-Z][A-Za-z0-9]{2,63}$', maxLength: 64 });

/** What goes with such an event: up to 20 texts by their names. By `constructor` the AWS SDK tells what a value is. */
export const PublishedData = Type.Record(
  Type.String({ pattern: '^(?!constructor$)[A-Za-z][A-Za-z0-9_]{0,63}$' }),
  lines(256),
  { maxProperties: 20 },
);

/** Publishes an event of the owner's own name under the source `scheduler`: whom it concerns takes it from the bus, nobody is told. */
const PublishAction = Type.Object({
  type: Type.Literal('publish'),
  name: PublishedName,
  data: Type.Optional(PublishedData),
});

/** What is done when a schedule is due. */
export const Action = Type.Union([NotifyAction, PublishAction]);
export type Action = Static<typeof Action>;
