import { sendEmail } from '../adapters/ses.ts';
import type { Content } from '../domain/content.ts';

/** Sends to one address. Throws as the adapter does. */
export interface MailChannel {
  deliver(to: string, content: Content): Promise<void>;
}

/** The e-mail channel: MAIL_SENDER is the stage's `Name <address>`. */
export const mail: MailChannel = {
  async deliver(to, { subject, text, html }) {
    await sendEmail({
      FromEmailAddress: process.env['MAIL_SENDER'],
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
        },
      },
    });
  },
};
