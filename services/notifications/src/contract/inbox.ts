import { Cursor, Limit, route, Type } from '@libs/contracts';
import { Notification, NotificationId, Unread } from './notification.ts';

export const ListNotifications = route({
  method: 'GET',
  path: '/notifications',
  summary: "The caller's notifications of the last 90 days, newest first.",
  query: {
    /** Only those that are not read. */
    unread: Type.Optional(Type.Boolean()),
    limit: Limit,
    cursor: Type.Optional(Cursor),
  },
  response: Type.Object({
    items: Type.Array(Notification, { maxItems: 100 }),
    next: Type.Optional(Cursor),
  }),
  errors: ['bad-cursor'],
});

export const CountUnread = route({
  method: 'GET',
  path: '/notifications/unread-count',
  summary: 'How many of them are not read, counted up to 100.',
  response: Unread,
});

export const ReadNotification = route({
  method: 'PUT',
  path: '/notifications/{id}/read',
  summary: 'One of them is read. Reading twice is no error, and keeps the first time.',
  params: { id: NotificationId },
  errors: ['notification-not-found'],
});

export const ReadNotifications = route({
  method: 'PUT',
  path: '/notifications/read',
  summary: 'Everything is read up to and with one of them: what came later stays unread.',
  body: Type.Object({ upTo: NotificationId }),
  errors: ['not-here-yet'],
});

export const DeleteNotification = route({
  method: 'DELETE',
  path: '/notifications/{id}',
  summary: 'Removes one of them. What is not there is removed already.',
  params: { id: NotificationId },
});
