import { Retryable, Unprocessable } from '@libs/contracts/errors';
import { type SendEmailCommandInput, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

/** Refusals of this very message, which no further try changes: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
const REFUSED = new Set(['MessageRejected', 'BadRequestException']);
/** They pass: a rate is exceeded, or someone has paused the sending. */
const LATER = new Set(['TooManyRequestsException', 'LimitExceededException', 'SendingPausedException']);

let client: SESv2Client | undefined;

/**
 * Hands one mail to SES, at least once: the client sends it again when the answer is lost, see README.md.
 * @returns the id that SES gave it
 * @throws Unprocessable `mail-refused`, for good; Retryable `mail-not-accepted`, for now; anything else (an identity that is not
 *   verified, a suspended account) as it came, to be tried again while people mend it
 */
export async function sendEmail(
  input: SendEmailCommandInput,
  ses: Pick<SESv2Client, 'send'> = (client ??=
    new SESv2Client({})),
): Promise<string> {
  try {
    const { MessageId = '' } = await ses.send(new SendEmailCommand(input));
    return MessageId;
  } catch (error) {
    const { name } = error as Error;
    if (REFUSED.has(name)) throw new Unprocessable('mail-refused', 'SES refuses this mail', { cause: error });
    if (LATER.has(name)) throw new Retryable('mail-not-accepted', 'SES takes no mail now', { cause: error });
    throw error;
  }
}
