import { queue } from '@libs/handler';
import { emailChannel } from '../channels/email.ts';
import { Deliver } from '../contract/deliver.ts';
import { deliverOver } from '../delivery/deliver.ts';

const deliverMail = deliverOver(emailChannel());

/** The queue of mails: each goes to its person by SES, once. */
export const handler = queue(Deliver, async ({ body, log }, deliver = deliverMail) => deliver(body, { log }));
