import { poll, type PollOptions } from '../poll.ts';
import { inMailbox, type MailboxCloud } from './mailbox.ts';

/** A push as the app on a device would find it. */
export interface Push {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** `APNS`, `APNS_SANDBOX`, `GCM` … */
  readonly platform: string;
  /** ARN of the SNS platform endpoint. */
  readonly endpoint: string;
  /** ISO time */
  readonly at: string;
}

/** As the front door's `/mailbox.json` has it. */
interface Entry extends Omit<Push, 'title' | 'body'> {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/**
 * All pushes to the device with this token, newest first.
 * @throws NoMailbox on a stage without one
 */
export const pushesTo = async (cloud: MailboxCloud, token: string): Promise<readonly Push[]> => {
  const entries = await inMailbox<Entry>(cloud, 'push', token);
  return entries
    .filter(({ to }) => to.includes(token))
    .map(({ id, subject, text, data, platform, endpoint, at }) => ({
      id,
      title: subject,
      body: text,
      data,
      platform,
      endpoint,
      at,
    }));
};

/** Waits for a push of which the title matches. @throws NotInTime */
export const pushTo = (cloud: MailboxCloud, token: string, title: RegExp, options?: PollOptions): Promise<Push> =>
  poll(
    `push ${String(title)} to ${token}`,
    async () => (await pushesTo(cloud, token)).find((push) => title.test(push.title)),
    options,
  );
