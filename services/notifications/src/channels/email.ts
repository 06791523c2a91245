import { sendMail } from '../adapters/ses-mail.ts';
import { unsubscribeUrl } from '../adapters/unsubscribe-url.ts';
import type { ClaimedDelivery } from '../data/deliveries.ts';
import { suppressions } from '../data/suppressions.ts';
import type { Recipient } from '../domain/recipient.ts';
import { mailOf } from '../templates/mail.ts';
import type { Channel, Prepared } from './channel.ts';

/** What the channel calls; tests pass others. */
const CALLS = { suppressions, unsubscribeUrl, sendMail };

/** By SES, to the address of the profile as it is now, and never to one that bounced or complained. CONSOLE_URL is where its links lead. */
export function emailChannel(calls: typeof CALLS = CALLS): Channel {
  async function prepare(delivery: ClaimedDelivery, { email }: Recipient, now: number): Promise<Prepared> {
    if (email === undefined) return { unreachable: 'no-address' };
    if (await calls.suppressions.has(email)) return { unreachable: 'suppressed' };
    const { userId, deliveryId, told, category, security, locale, timeZone } = delivery;
    const ended = told.kind === 'digest' ? 'digest' : category;
    const link = security ? undefined : await calls.unsubscribeUrl({ userId, category: ended, at: new Date(now) });
    const consoleUrl = process.env['CONSOLE_URL'] ?? '';
    const { subject, text, html } = mailOf(told, { locale, timeZone, consoleUrl, unsubscribeUrl: link });
    const mail = { to: email, subject, text, html, headers: unsubscribeHeaders(link), tags: { userId, deliveryId } };
    return { send: async (inTime) => calls.sendMail(mail, inTime) };
  }
  return { name: 'email', sendsAgain: true, prepare };
}

/** One click, no login: https://datatracker.ietf.org/doc/html/rfc8058 */
function unsubscribeHeaders(link: string | undefined): Record<string, string> {
  if (link === undefined) return {};
  return { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
