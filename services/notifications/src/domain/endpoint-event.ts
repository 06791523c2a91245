import type { MessageBody } from '@libs/contracts';
import type { EndpointEvent } from '../contract/endpoint-event.ts';

/** Failures that are of the device: AWS documents no list; these are what it was seen to send. Others are of the message or the application. */
const OF_THE_DEVICE = new Set(['InvalidPlatformToken', 'EndpointDisabled', 'EndpointNotFound']);

/** Whether the device behind the endpoint takes nothing any more: the app was removed, or its token has changed. */
export function isGone({ EventType, FailureType = '' }: MessageBody<typeof EndpointEvent>): boolean {
  return EventType === 'EndpointDeleted' || (EventType === 'DeliveryFailure' && OF_THE_DEVICE.has(FailureType));
}
