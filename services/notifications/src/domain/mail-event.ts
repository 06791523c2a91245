import type { MessageBody } from '@libs/contracts';
import type { MailEvent } from '../contract/mail-event.ts';
import type { SuppressedFor } from './suppression.ts';

/** What an event of SES means to us. */
export interface MailNews {
  /** What its delivery has come to; absent where an event changes nothing. */
  readonly state?: 'sent' | 'delivered' | 'bounced' | 'complained';
  readonly reason?: string;
  /** Addresses that are never to be written to again. */
  readonly suppress?: { readonly addresses: readonly string[]; readonly why: SuppressedFor };
  readonly at: Date;
}

/**
 * Reads an event. A bounce suppresses only when it is `Permanent`: a full mailbox or a server that is down passes, and SES has tried for hours. A
 * mail that SES took and then refused for what is in it (a virus) counts as bounced: the address can do nothing for that.
 * @returns undefined for events that say nothing of what became of the mail, such as `Open`, `DeliveryDelay`, or what SES may add
 */
export function mailNews(event: MessageBody<typeof MailEvent>): MailNews | undefined {
  const { eventType, mail, delivery, bounce, complaint } = event;
  const at = new Date(bounce?.timestamp ?? complaint?.timestamp ?? delivery?.timestamp ?? mail.timestamp);
  switch (eventType) {
    case 'Send':
      return { state: 'sent', at };
    case 'Delivery':
      return { state: 'delivered', at };
    case 'Reject':
      return { state: 'bounced', reason: 'rejected', at };
    case 'Bounce': {
      const reason = `${bounce?.bounceType ?? 'Undetermined'}/${bounce?.bounceSubType ?? 'Undetermined'}`;
      if (bounce?.bounceType !== 'Permanent') return { reason, at };
      const addresses = bounce.bouncedRecipients.map(addressOf);
      return { state: 'bounced', reason, suppress: { addresses, why: 'bounce' }, at };
    }
    case 'Complaint': {
      if (complaint?.complaintFeedbackType === NOT_SPAM) return undefined;
      const addresses = (complaint?.complainedRecipients ?? []).map(addressOf);
      return { state: 'complained', suppress: { addresses, why: 'complaint' }, at };
    }
    default:
      return undefined;
  }
}

/** The reader took the mail out of the spam: https://www.iana.org/assignments/marf-parameters */
const NOT_SPAM = 'not-spam';

/** `Ada <ada@example.com>` or `ada@example.com`. */
function addressOf({ emailAddress }: { readonly emailAddress: string }): string {
  return /<([^<>]*)>\s*$/.exec(emailAddress)?.[1] ?? emailAddress;
}
