import { message, Type } from '@libs/contracts';

const Instant = Type.String({ format: 'date-time', maxLength: 40 });
/** As SES has it: an address, with a name before it or not. RFC 5321, 4.5.3.1 has 254 octets for the address. */
const Addressee = Type.Object({ emailAddress: Type.String({ maxLength: 1000 }) });
/** Of SES's 50 a mail; ours go to one. */
const Addressees = Type.Array(Addressee, { maxItems: 50 });
const Tag = Type.Optional(Type.Array(Type.String({ maxLength: 256 }), { maxItems: 10 }));

/**
 * What SES tells of a mail: that it took it (`Send`), and what became of it. The parts that are read here; SES's events have many more.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const MailEvent = message(
  'mail-event',
  {
    eventType: Type.String({ maxLength: 100 }),
    mail: Type.Object({
      timestamp: Instant,
      messageId: Type.String({ maxLength: 200 }),
      /** Absent where a mail was sent without any. */
      tags: Type.Optional(Type.Object({ userId: Tag, deliveryId: Tag })),
    }),
    delivery: Type.Optional(Type.Object({ timestamp: Instant })),
    bounce: Type.Optional(
      Type.Object({
        /** `Permanent`, `Transient`, `Undetermined`. */
        bounceType: Type.String({ maxLength: 100 }),
        bounceSubType: Type.String({ maxLength: 100 }),
        bouncedRecipients: Addressees,
        timestamp: Instant,
      }),
    ),
    complaint: Type.Optional(
      Type.Object({
        complainedRecipients: Addressees,
        timestamp: Instant,
        /** `abuse`, `fraud`, `not-spam` and others, where the reader's provider says so. */
        complaintFeedbackType: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
      }),
    ),
    reject: Type.Optional(Type.Object({ reason: Type.String({ maxLength: 300 }) })),
  },
  { unknown: 'passed' },
);
