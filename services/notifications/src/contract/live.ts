import { message, Type } from '@libs/contracts';
import { Notification, NotificationId, Unread } from './notification.ts';

/*
 * The live socket: `<SocketUrl>?token=<id or access token>`. Everything is JSON, one message a frame. What the server sends has a `type`, what the
 * client sends an `action`. Clients pass over types that they do not know. A message may come twice, and in any order.
 *
 * A client keeps the highest notification id that it has shown. After each connect it resumes from there: what was stored up to then comes with the
 * answer, what is stored later comes by itself, and nothing in between is lost. It merges notifications by their ids.
 * API Gateway closes a connection after 10 minutes of silence and after 2 hours in any case: clients ping, and connect again.
 */

/** Whatever else a client may send. */
export const AnyMessage = message('AnyMessage', { action: Type.String({ maxLength: 64 }) });

/** Keeps the connection open, and shows that it is: answered by Pong. */
export const Ping = message('Ping', { action: Type.Literal('ping') });

/** What was missed? Answered by Resumed. Without `lastSeen` and `after` by the count alone: the list is read over HTTP. */
export const Resume = message('Resume', {
  action: Type.Literal('resume'),
  /** The highest id that the client knows. The answer begins a little earlier, since an entry may be stored a moment later than a higher one. */
  lastSeen: Type.Optional(NotificationId),
  /** The last id of an answer that said `more`: the answer goes on exactly there. Takes precedence over `lastSeen`. */
  after: Type.Optional(NotificationId),
});

export const Pong = message('Pong', { type: Type.Literal('pong') });

/** The client's message could not be worked off, and was not. */
export const SocketError = message('SocketError', {
  type: Type.Literal('error'),
  /** `/problems/unknown-action`: stable. */
  problem: Type.String({ maxLength: 100 }),
  title: Type.String({ maxLength: 200 }),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        pointer: Type.String({ maxLength: 400 }),
        code: Type.String({ maxLength: 100 }),
        message: Type.String({ maxLength: 400 }),
      }),
      { maxItems: 20 },
    ),
  ),
  correlationId: Type.String({ maxLength: 128 }),
});

/** There is a new one, or one comes once more. `unread` may lag by a moment: the next count mends it. */
export const NotificationCame = message('NotificationCame', {
  type: Type.Literal('notification'),
  notification: Notification,
  unread: Unread,
});

/** The count is another, by what the person did on some device. */
export const UnreadChanged = message('UnreadChanged', { type: Type.Literal('unread'), unread: Unread });

/**
 * A picture of the person's own has come further. Sent once, to whoever is connected then. No order is promised: clients keep the furthest state,
 * `processing` < `ready`, `rejected`.
 */
export const ImageProgressed = message('ImageProgressed', {
  type: Type.Literal('image'),
  imageId: Type.String({ format: 'uuid' }),
  state: Type.Union([Type.Literal('processing'), Type.Literal('ready'), Type.Literal('rejected')]),
});

/** The answer to Resume: oldest first, as many as fit. */
export const Resumed = message('Resumed', {
  type: Type.Literal('resumed'),
  notifications: Type.Array(Notification, { maxItems: 50 }),
  /** There are more: resume with the last one's id as `after`. */
  more: Type.Boolean(),
  unread: Unread,
});
