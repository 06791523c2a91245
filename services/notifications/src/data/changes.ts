import { type Change, changesOf } from '@libs/data';
import { DeliveryEntity } from './entities/delivery.ts';
import { NotificationEntity } from './entities/notification.ts';
import { RecipientEntity } from './entities/recipient.ts';

const entities = { delivery: DeliveryEntity, notification: NotificationEntity, recipient: RecipientEntity };

/** What happened to an item that others wait for. */
export type NotificationsChange = Change<typeof entities>;

export const readChange = changesOf(entities);
