export {
  CountUnread,
  DeleteNotification,
  ListNotifications,
  ReadNotification,
  ReadNotifications,
} from './inbox.ts';
