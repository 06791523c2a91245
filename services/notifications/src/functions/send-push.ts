import { queue } from '@libs/handler';
import { pushChannel } from '../channels/push.ts';
import { Deliver } from '../contract/deliver.ts';
import { deliverOver } from '../delivery/deliver.ts';

const deliverPush = deliverOver(pushChannel());

/** The queue of pushes: each goes to all devices of its person by SNS. */
export const handler = queue(Deliver, async ({ body, log }, deliver = deliverPush) => deliver(body, { log }));
