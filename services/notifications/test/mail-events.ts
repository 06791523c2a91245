import type { StoredDelivery } from '../src/data/deliveries.ts';

/**
 * What SES tells of a mail, in the shape of its own examples:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export function mailEvent(
  eventType: string,
  about: Pick<StoredDelivery, 'userId' | 'deliveryId'> | undefined,
  part: Readonly<Record<string, unknown>> = {},
) {
  return {
    eventType,
    mail: {
      timestamp: '2026-11-21T10:00:00.000Z',
      source: 'Longhouse <hello@longhouse.example>',
      sourceArn: 'arn:aws:ses:eu-central-1:000000000000:identity/longhouse.example',
      sendingAccountId: '000000000000',
      messageId: '010701f0a1b2c3d4-00000000-0000-4000-8000-000000000000-000000',
      destination: ['ada@example.com'],
      headersTruncated: false,
      headers: [{ name: 'Subject', value: 'Welcome to Longhouse' }],
      commonHeaders: { from: ['hello@longhouse.example'], to: ['ada@example.com'], subject: 'Welcome to Longhouse' },
      tags: {
        'ses:configuration-set': ['notifications-local'],
        'ses:source-ip': ['192.0.2.0'],
        ...(about && { userId: [about.userId], deliveryId: [about.deliveryId] }),
      },
    },
    ...part,
  };
}

export const bounceOf = (emailAddress: string, bounceType = 'Permanent', bounceSubType = 'General') => ({
  bounce: {
    feedbackId: '010701f0-1',
    bounceType,
    bounceSubType,
    bouncedRecipients: [
      { emailAddress, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
    ],
    timestamp: '2026-11-21T10:00:02.000Z',
    reportingMTA: 'dsn; mta.example.com',
  },
});

export const complaintOf = (emailAddress: string, complaintFeedbackType: string | null = 'abuse') => ({
  complaint: {
    feedbackId: '010701f0-2',
    complaintSubType: null,
    complainedRecipients: [{ emailAddress }],
    timestamp: '2026-11-21T10:30:00.000Z',
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType,
  },
});

export const deliveryOf = (recipient: string) => ({
  delivery: {
    timestamp: '2026-11-21T10:00:01.000Z',
    processingTimeMillis: 546,
    recipients: [recipient],
    smtpResponse: '250 ok:  Message 64111812 accepted',
    reportingMTA: 'mta.example.com',
  },
});
