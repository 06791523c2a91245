import { busEvent } from '@libs/testing';
import { UserRegistered } from '@services/users/contract';
import { consume, newcomer, type Ways } from './way.ts';

export const notificationsWays: Ways = {
  'notifications-local-send-welcome': [
    async (cloud) => {
      const { sub: userId, email } = newcomer();
      const event = busEvent(UserRegistered, { userId, email, handle: 'ada', displayName: 'Ada', locale: 'en' });
      await consume(cloud, 'notifications-local-send-welcome', event);
      await consume(cloud, 'notifications-local-send-welcome', event);
    },
    async (cloud) => consume(cloud, 'notifications-local-send-welcome', 'poison'),
  ],
};
