import { queue } from '@libs/handler';
import { smsChannel } from '../channels/sms.ts';
import { Deliver } from '../contract/deliver.ts';
import { deliverOver } from '../delivery/deliver.ts';

const deliverSms = deliverOver(smsChannel());

/** The queue of texts: each goes to its person by SNS, once. */
export const handler = queue(Deliver, async ({ body, log }, deliver = deliverSms) => deliver(body, { log }));
