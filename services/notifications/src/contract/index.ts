export {
  CountUnread,
  DeleteNotification,
  ListNotifications,
  ReadNotification,
  ReadNotifications,
} from './inbox.ts';
export { ImageProgressed, NotificationCame, Ping, Pong, Resume, Resumed, SocketError, UnreadChanged } from './live.ts';
export { DeleteDevice, ListDevices, PostDevice } from './devices.ts';
export { DeletePhone, GetPhone, PostPhone, VerifyPhone } from './phone.ts';
export { GetPreferences, PutPreferences, ShowUnsubscribe, Unsubscribe } from './preferences.ts';
export { DeleteSubscription, ListTopics, PostTopicMessage, PutSubscription } from './topics.ts';
