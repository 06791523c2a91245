import { ServiceException } from '../aws/service-exception.ts';
import { SmallClient, type SmallClientConfig, type SmallCommand } from '../aws/small-client.ts';

export class CognitoIdentityProviderServiceException extends ServiceException {}
export class InternalErrorException extends CognitoIdentityProviderServiceException {}
export class InvalidParameterException extends CognitoIdentityProviderServiceException {}
export class NotAuthorizedException extends CognitoIdentityProviderServiceException {}
export class ResourceNotFoundException extends CognitoIdentityProviderServiceException {}
export class TooManyRequestsException extends CognitoIdentityProviderServiceException {}
export class UserNotFoundException extends CognitoIdentityProviderServiceException {}

/** In the place of `@aws-sdk/client-cognito-identity-provider` in bundles: AdminDeleteUser. */
export class CognitoIdentityProviderClient extends SmallClient {
  constructor(config?: SmallClientConfig) {
    super(
      {
        id: 'Cognito Identity Provider',
        signingName: 'cognito-idp',
        target: 'AWSCognitoIdentityProviderService',
        contentType: 'application/x-amz-json-1.1',
        maxAttempts: 3,
        baseDelay: 50,
        exceptions: {
          InternalErrorException,
          InvalidParameterException,
          NotAuthorizedException,
          ResourceNotFoundException,
          TooManyRequestsException,
          UserNotFoundException,
        },
        exception: CognitoIdentityProviderServiceException,
      },
      config,
    );
  }
}

export class AdminDeleteUserCommand implements SmallCommand {
  readonly operation = 'AdminDeleteUser';
  readonly input: object;

  constructor(input: object) {
    this.input = input;
  }

  wire(): unknown {
    return this.input;
  }
}
