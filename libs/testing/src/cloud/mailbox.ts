import { poll, type PollOptions } from '../poll.ts';
import type { TestCloud } from './cloud.ts';

/** Where mailboxes are looked for. */
export type MailboxCloud = Pick<TestCloud, 'stage' | 'frontDoor'>;

/** A mail as the front door's `/mailbox.json` has it. */
export interface Mail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** ISO time */
  readonly at: string;
  /** What looks like a code to type in. */
  readonly codes: readonly string[];
  /** As they were sent, in their order. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** The message tags that it was sent with. */
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: string;
  /** All of it: RFC 5322. */
  readonly source?: string;
}

/** There is no mailbox to look into: the stage sends real messages. */
export class NoMailbox extends Error {
  override readonly name = 'NoMailbox';
}

/**
 * All mails to one address, newest first.
 * @throws NoMailbox on a stage without one
 */
export const mailsTo = async (cloud: MailboxCloud, address: string): Promise<readonly Mail[]> => {
  const messages = await inMailbox<Mail>(cloud, 'mail', address);
  return messages.filter(({ to }) => to.includes(address));
};

/** Waits for a mail of which the subject matches. @throws NotInTime */
export const mailTo = (cloud: MailboxCloud, address: string, subject: RegExp, options?: PollOptions): Promise<Mail> =>
  poll(
    `mail ${String(subject)} to ${address}`,
    async () => (await mailsTo(cloud, address)).find((mail) => subject.test(mail.subject)),
    options,
  );

/** The value of a mail's first header of this name, in any case; undefined when it has none. */
export const headerOf = ({ headers }: Mail, name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;

/** What `/mailbox.json` has on one channel for receivers of which this is a part, as the front door documents it. */
export const inMailbox = async <T>(cloud: MailboxCloud, channel: string, to: string): Promise<readonly T[]> => {
  const query = new URLSearchParams({ channel, to, limit: '1000' });
  const response = await fetch(`${frontDoorOf(cloud)}/mailbox.json?${query.toString()}`);
  const { messages } = (await response.json()) as { messages: T[] };
  return messages;
};

/** @throws NoMailbox on a stage without one */
export const frontDoorOf = ({ stage, frontDoor }: MailboxCloud): string => {
  if (frontDoor === undefined)
    throw new NoMailbox(
      `Stage ${stage} sends real messages: give E2E_FRONT_DOOR, an address with the front door's /mailbox.json.`,
    );
  return frontDoor;
};
