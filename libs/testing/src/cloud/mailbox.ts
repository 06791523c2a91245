import { poll, type PollOptions } from '../poll.ts';
import type { TestCloud } from './cloud.ts';

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
}

/** There is no mailbox to look into: the stage sends real mails. */
export class NoMailbox extends Error {
  override readonly name = 'NoMailbox';
}

/**
 * All mails to one address, newest first.
 * @throws NoMailbox on a stage without one
 */
export const mailsTo = async ({ stage, frontDoor }: TestCloud, address: string): Promise<readonly Mail[]> => {
  if (frontDoor === undefined)
    throw new NoMailbox(
      `Stage ${stage} sends real mails: give E2E_FRONT_DOOR, an address with the front door's /mailbox.json.`,
    );
  const response = await fetch(`${frontDoor}/mailbox.json?to=${encodeURIComponent(address)}`);
  const { messages } = (await response.json()) as { messages: Mail[] }; // as the front door documents it
  return messages.filter(({ to }) => to.includes(address));
};

/** Waits for a mail of which the subject matches. @throws NotInTime */
export const mailTo = (cloud: TestCloud, address: string, subject: RegExp, options?: PollOptions): Promise<Mail> =>
  poll(
    `mail ${String(subject)} to ${address}`,
    async () => (await mailsTo(cloud, address)).find((mail) => subject.test(mail.subject)),
    options,
  );
