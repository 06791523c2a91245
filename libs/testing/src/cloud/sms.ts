import { poll, type PollOptions } from '../poll.ts';
import { inMailbox, type MailboxCloud } from './mailbox.ts';

/** An SMS as the front door's `/mailbox.json` has it. */
export interface Sms {
  readonly id: string;
  /** One number: E.164. */
  readonly to: readonly string[];
  readonly text: string;
  /** ISO time */
  readonly at: string;
  /** What looks like a code to type in. */
  readonly codes: readonly string[];
}

/**
 * All SMS to one number, newest first.
 * @throws NoMailbox on a stage without one
 */
export const allSmsTo = async (cloud: MailboxCloud, number: string): Promise<readonly Sms[]> => {
  const messages = await inMailbox<Sms>(cloud, 'sms', number);
  return messages.filter(({ to }) => to.includes(number));
};

/** Waits for an SMS of which the text matches. @throws NotInTime */
export const smsTo = (cloud: MailboxCloud, number: string, text: RegExp, options?: PollOptions): Promise<Sms> =>
  poll(
    `SMS ${String(text)} to ${number}`,
    async () => (await allSmsTo(cloud, number)).find((sms) => text.test(sms.text)),
    options,
  );
