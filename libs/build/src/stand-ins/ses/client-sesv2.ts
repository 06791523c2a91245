import { ServiceException } from '../aws/service-exception.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';
import { withBase64 } from '../aws/base64.ts';

export class SESv2ServiceException extends ServiceException {}
export class AccountSuspendedException extends SESv2ServiceException {}
export class BadRequestException extends SESv2ServiceException {}
export class LimitExceededException extends SESv2ServiceException {}
export class MailFromDomainNotVerifiedException extends SESv2ServiceException {}
export class MessageRejected extends SESv2ServiceException {}
export class NotFoundException extends SESv2ServiceException {}
export class SendingPausedException extends SESv2ServiceException {}
export class TooManyRequestsException extends SESv2ServiceException {}

/** In the place of `@aws-sdk/client-sesv2` in bundles: SendEmail. */
export class SESv2Client extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'SESv2',
        signingName: 'ses',
        hostPrefix: 'email',
        contentType: 'application/json',
        maxAttempts: 3,
        baseDelay: 50,
        exceptions: {
          AccountSuspendedException,
          BadRequestException,
          LimitExceededException,
          MailFromDomainNotVerifiedException,
          MessageRejected,
          NotFoundException,
          SendingPausedException,
          TooManyRequestsException,
        },
        exception: SESv2ServiceException,
      },
      config,
    );
  }
}

export class SendEmailCommand implements SmallCommand {
  readonly operation = 'SendEmail';
  readonly path = '/v2/email/outbound-emails';
  readonly input: object;

  constructor(input: object) {
    this.input = input;
  }

  wire(): unknown {
    return withBase64(this.input);
  }
}
