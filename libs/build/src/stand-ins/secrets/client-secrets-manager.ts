import { ServiceException } from '../aws/service-exception.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';

export class SecretsManagerServiceException extends ServiceException {}
export class DecryptionFailure extends SecretsManagerServiceException {}
export class InternalServiceError extends SecretsManagerServiceException {}
export class InvalidParameterException extends SecretsManagerServiceException {}
export class InvalidRequestException extends SecretsManagerServiceException {}
export class ResourceNotFoundException extends SecretsManagerServiceException {}

/** In the place of `@aws-sdk/client-secrets-manager` in bundles: GetSecretValue. */
export class SecretsManagerClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'Secrets Manager',
        signingName: 'secretsmanager',
        target: 'secretsmanager',
        contentType: 'application/x-amz-json-1.1',
        maxAttempts: 3,
        baseDelay: 50,
        exceptions: {
          DecryptionFailure,
          InternalServiceError,
          InvalidParameterException,
          InvalidRequestException,
          ResourceNotFoundException,
        },
        exception: SecretsManagerServiceException,
      },
      config,
    );
  }
}

export class GetSecretValueCommand implements SmallCommand {
  readonly operation = 'GetSecretValue';
  readonly input: object;

  constructor(input: object) {
    this.input = input;
  }

  wire(): unknown {
    return this.input;
  }

  /** Times are seconds since 1970 on the wire, and bytes base64. */
  finish({
    CreatedDate,
    SecretBinary,
    ...answer
  }: {
    CreatedDate?: number;
    SecretBinary?: string;
  }): Record<string, unknown> {
    return {
      ...answer,
      ...(CreatedDate === undefined ? {} : { CreatedDate: new Date(Math.round(CreatedDate * 1000)) }),
      ...(SecretBinary === undefined ? {} : { SecretBinary: new Uint8Array(Buffer.from(SecretBinary, 'base64')) }),
    };
  }
}
