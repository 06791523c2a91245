import { mailEvent } from '../../src/front-door/provider/mail-event.ts';
import type { Mail } from '../../src/front-door/mailbox/message.ts';

const at = new Date('2026-11-21T10:01:00.000Z');

const mail: Mail = {
  id: 'm-1@email.amazonses.com',
  channel: 'mail',
  from: 'Longhouse <hello@mail.longhouse.example>',
  to: ['ada@example.com', 'hidden@example.com'],
  subject: 'Welcome',
  text: 'Hello',
  at: '2026-11-21T10:00:00.000Z',
  codes: [],
  headers: [
    { name: 'From', value: 'Longhouse <hello@mail.longhouse.example>' },
    { name: 'To', value: '"Lovelace, Ada" <ada@example.com>, bob@example.com' },
  ],
  tags: { userId: 'u-1', deliveryId: 'e-1_email' },
  configurationSet: 'mails',
};

describe('the event that SES publishes', () => {
  it('of a permanent bounce names the receivers that it came from, and the mail with its tags', () => {
    expect(mailEvent(mail, 'bounce', at)).toEqual({
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: ['ada@example.com', 'hidden@example.com'].map((emailAddress) => ({
          emailAddress,
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        })),
        timestamp: '2026-11-21T10:01:00.000Z',
        feedbackId: expect.stringMatching(/^[\da-f]{16}-[\da-f-]{36}-000000$/) as string,
        reportingMTA: 'dsn; mta.example.com',
      },
      mail: {
        timestamp: '2026-11-21T10:00:00.000Z',
        source: 'Longhouse <hello@mail.longhouse.example>',
        sourceArn: 'arn:aws:ses:eu-central-1:000000000000:identity/hello@mail.longhouse.example',
        sendingAccountId: '000000000000',
        messageId: 'm-1@email.amazonses.com',
        destination: ['ada@example.com', 'hidden@example.com'],
        headersTruncated: false,
        headers: mail.headers,
        commonHeaders: {
          from: ['Longhouse <hello@mail.longhouse.example>'],
          to: ['"Lovelace, Ada" <ada@example.com>', 'bob@example.com'],
          messageId: 'm-1@email.amazonses.com',
          subject: 'Welcome',
        },
        tags: {
          'ses:configuration-set': ['mails'],
          'ses:source-ip': ['127.0.0.1'],
          'ses:from-domain': ['mail.longhouse.example'],
          'ses:caller-identity': ['local'],
          userId: ['u-1'],
          deliveryId: ['e-1_email'],
        },
      },
    });
  });

  it('of a transient bounce says that the mailbox is full', () => {
    expect(mailEvent(mail, 'soft-bounce', at)).toMatchObject({
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Transient',
        bounceSubType: 'MailboxFull',
        bouncedRecipients: [{ status: '4.2.2' }, { status: '4.2.2' }],
      },
    });
  });

  it('of a complaint names who complained, and nothing of a bounce', () => {
    const event = mailEvent(mail, 'complaint', at);
    expect(event).toMatchObject({
      eventType: 'Complaint',
      complaint: {
        complainedRecipients: [{ emailAddress: 'ada@example.com' }, { emailAddress: 'hidden@example.com' }],
        timestamp: '2026-11-21T10:01:00.000Z',
        complaintSubType: null,
        complaintFeedbackType: 'abuse',
        arrivalDate: '2026-11-21T10:01:00.000Z',
      },
      mail: { messageId: mail.id },
    });
    expect(event).not.toHaveProperty('bounce');
  });

  it('of a mail without a configuration set has no tag that names one', () => {
    const { configurationSet: _, ...without } = mail;
    expect(mailEvent(without, 'bounce', at)).not.toHaveProperty(['mail', 'tags', 'ses:configuration-set']);
  });
});
