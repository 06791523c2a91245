import { type Static, Type } from '@libs/contracts';

/** UUID v7: they sort by arrival. */
export const NotificationId = Type.String({ format: 'uuid' });

/** RFC 3339, UTC. */
export const Instant = Type.String({ format: 'date-time', maxLength: 40 });

const Category = Type.Union([
  Type.Literal('account'),
  Type.Literal('images'),
  Type.Literal('schedules'),
  Type.Literal('product'),
]);

/** An entry of the inbox, in the person's language. */
export const Notification = Type.Object({
  id: NotificationId,
  /** `welcome`, `image-ready`, …: clients show an icon by it, and must bear kinds that they do not know. */
  kind: Type.String({ maxLength: 40 }),
  category: Category,
  title: Type.String({ maxLength: 400 }),
  body: Type.String({ maxLength: 4000 }),
  /** A path in the console. */
  link: Type.Optional(Type.String({ maxLength: 400 })),
  createdAt: Instant,
  /** `null`: unread. */
  readAt: Type.Union([Instant, Type.Null()]),
});
export type Notification = Static<typeof Notification>;

/** Of the last 90 days; counted up to 100, `more` says that there are more than `count`. */
export const Unread = Type.Object({
  count: Type.Integer({ minimum: 0, maximum: 100 }),
  more: Type.Boolean(),
});
export type Unread = Static<typeof Unread>;
