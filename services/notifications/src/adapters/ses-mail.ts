import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { HandOver, InTime } from '../domain/hand-over.ts';
import { REFUSED } from '../domain/delivery.ts';
import { handOver, type Refusals } from './hand-over.ts';
import { ONE_TRY } from './one-try.ts';

/** A mail as SES takes it. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Further headers; values of one line. */
  readonly headers: Readonly<Record<string, string>>;
  /** SES's events of this mail carry them; names and values of `A-Z a-z 0-9 _ -`: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html. */
  readonly tags: Readonly<Record<string, string>>;
}

const REFUSED_BY_NAME = new Set(['MessageRejected', 'BadRequestException']);

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
const REFUSALS: Refusals = {
  refused: ({ name }) => (REFUSED_BY_NAME.has(name) ? { reason: REFUSED.email, look: true } : undefined),
  throttled: new Set(['TooManyRequestsException', 'ThrottlingException']),
  stopped: new Set([
    'LimitExceededException',
    'SendingPausedException',
    // These last until people mend them. Nothing is lost until then, and the alarm on a channel that stays paused calls for them.
    'AccountSuspendedException',
    'MailFromDomainNotVerifiedException',
    'NotFoundException',
  ]),
};

let client: SESv2Client | undefined;

/**
 * Hands one mail to SES, once; while there is time, again when it came too fast. MAIL_SENDER is the stage's `Name <address>`, MAIL_CONFIGURATION_SET tells SES where its events go.
 * @throws NotSent when SES has certainly not taken it; anything else leaves that open
 */
export async function sendMail(
  { to, subject, text, html, headers, tags }: OutgoingMail,
  inTime: InTime,
  ses: Pick<SESv2Client, 'send'> = (client ??=
    new SESv2Client(ONE_TRY)),
): Promise<HandOver> {
  const command = new SendEmailCommand({
    FromEmailAddress: process.env['MAIL_SENDER'],
    Destination: { ToAddresses: [to] },
    ConfigurationSetName: process.env['MAIL_CONFIGURATION_SET'],
    EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
  });
  return handOver(async () => (await ses.send(command)).MessageId ?? '', REFUSALS, inTime);
}
