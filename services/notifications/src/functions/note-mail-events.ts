import { queue } from '@libs/handler';
import { MailEvent } from '../contract/mail-event.ts';
import { deliveries } from '../data/deliveries.ts';
import { suppressions } from '../data/suppressions.ts';
import { mailNews } from '../domain/mail-event.ts';

/**
 * What SES tells of mails, twice and in any order: notes it on the delivery that the mail's tags name, and suppresses addresses that do not exist
 * or do not want us.
 */
export const handler = queue(MailEvent, async ({ body, log }, states = deliveries, list = suppressions) => {
  const news = mailNews(body);
  const { messageId, tags } = body.mail;
  log.info('told of a mail', { event_type: body.eventType, provider_id: messageId, reason: news?.reason });
  if (!news) return;
  const { state, reason, suppress, at } = news;
  if (suppress) for (const address of suppress.addresses) await list.add(address, suppress.why, at);
  const [userId] = tags?.userId ?? [];
  const [deliveryId] = tags?.deliveryId ?? [];
  if (userId === undefined || deliveryId === undefined) return;
  const details = { providerId: messageId, at, ...(reason === undefined ? {} : { reason }) };
  if (state) await states.note({ userId, deliveryId }, state, details);
  else if (reason !== undefined) await states.remark({ userId, deliveryId }, reason);
});
