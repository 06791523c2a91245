import { ServiceException } from '../aws/service-exception.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';

export class SSMServiceException extends ServiceException {}
export class InternalServerError extends SSMServiceException {}
export class InvalidKeyId extends SSMServiceException {}
export class ParameterNotFound extends SSMServiceException {}
export class ParameterVersionNotFound extends SSMServiceException {}

/** In the place of `@aws-sdk/client-ssm` in bundles: GetParameter. */
export class SSMClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'SSM',
        signingName: 'ssm',
        target: 'AmazonSSM',
        contentType: 'application/x-amz-json-1.1',
        maxAttempts: 3,
        baseDelay: 50,
        exceptions: { InternalServerError, InvalidKeyId, ParameterNotFound, ParameterVersionNotFound },
        exception: SSMServiceException,
      },
      config,
    );
  }
}

export class GetParameterCommand implements SmallCommand {
  readonly operation = 'GetParameter';
  readonly input: object;

  constructor(input: object) {
    this.input = input;
  }

  wire(): unknown {
    return this.input;
  }

  /** Times are seconds since 1970 on the wire. */
  finish({ Parameter, ...answer }: { Parameter?: { LastModifiedDate?: number } }): Record<string, unknown> {
    const { LastModifiedDate, ...parameter } = Parameter ?? {};
    if (LastModifiedDate === undefined) return { ...answer, Parameter };
    return { ...answer, Parameter: { ...parameter, LastModifiedDate: new Date(LastModifiedDate * 1000) } };
  }
}
