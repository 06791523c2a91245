export {
  CountUnread,
  DeleteNotification,
  ListNotifications,
  ReadNotification,
  ReadNotifications,
} from './inbox.ts';
export { DeleteSubscription, ListTopics, PostTopicMessage, PutSubscription } from './topics.ts';
