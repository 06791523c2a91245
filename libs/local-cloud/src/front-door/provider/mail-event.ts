import { randomUUID } from 'node:crypto';
import { region } from '../../engine/environment.ts';
import type { Mail } from '../mailbox/message.ts';
import type { MailOutcome } from './outcomes.ts';

/** Subject of the SNS message in which SES publishes its events. */
export const mailEventSubject = 'Amazon SES Email Event Notification';

/**
 * The event that SES publishes about a mail, field by field as AWS documents it:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and …-sns-examples.html
 */
export function mailEvent(mail: Mail, outcome: MailOutcome, at = new Date()): Record<string, unknown> {
  return outcome === 'complaint'
    ? { eventType: 'Complaint', complaint: complaint(mail, at), mail: original(mail) }
    : { eventType: 'Bounce', bounce: bounce(mail, outcome, at), mail: original(mail) };
}

/** Types and subtypes are of SES's table "Bounce types", the status codes of RFC 3463. */
function bounce({ to }: Mail, outcome: 'bounce' | 'soft-bounce', at: Date) {
  const permanent = outcome === 'bounce';
  const refusal = permanent
    ? { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }
    : { action: 'failed', status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' };
  return {
    bounceType: permanent ? 'Permanent' : 'Transient',
    bounceSubType: permanent ? 'General' : 'MailboxFull',
    bouncedRecipients: to.map((emailAddress) => ({ emailAddress, ...refusal })),
    timestamp: at.toISOString(),
    feedbackId: feedbackId(),
    reportingMTA: 'dsn; mta.example.com',
  };
}

function complaint({ to }: Mail, at: Date) {
  return {
    complainedRecipients: to.map((emailAddress) => ({ emailAddress })),
    timestamp: at.toISOString(),
    feedbackId: feedbackId(),
    complaintSubType: null, // null but for addresses on the account's own suppression list
    userAgent: 'Longhouse front door',
    complaintFeedbackType: 'abuse',
    arrivalDate: at.toISOString(),
  };
}

function original({ id, from, to, subject, at, headers, tags, configurationSet }: Mail) {
  const [address = from] = /[^<\s]+@[^>\s]+/.exec(from) ?? [];
  const values = (name: string) =>
    headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  return {
    timestamp: at,
    source: from,
    sourceArn: `arn:aws:ses:${region}:000000000000:identity/${address}`,
    sendingAccountId: '000000000000',
    messageId: id,
    destination: to,
    headersTruncated: false,
    headers,
    commonHeaders: { from: [from], to: values('to').flatMap(addresses), messageId: id, subject },
    tags: {
      ...(configurationSet !== undefined && { 'ses:configuration-set': [configurationSet] }),
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [address.slice(address.lastIndexOf('@') + 1)],
      'ses:caller-identity': ['local'],
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  };
}

/** The addresses of a header: a comma inside of quotes belongs to a name. */
function addresses(value: string): string[] {
  return value.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((address) => address.trim());
}

/** Looks like SES's: `<16 hex digits>-<UUID>-000000`. */
function feedbackId(): string {
  return `${Date.now().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
}
