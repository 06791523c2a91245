import type {
  PostAuthenticationTriggerEvent,
  PostConfirmationConfirmSignUpTriggerEvent,
  PreSignUpEmailTriggerEvent,
} from 'aws-lambda';
import { ada } from './http.ts';

export interface TriggerOptions {
  /** `sub` is the user's id; the user name of a pool with e-mail sign-in is the same. */
  attributes?: Record<string, string>;
  clientMetadata?: Record<string, string>;
  userPoolId?: string;
}

interface TriggerEvents {
  PostConfirmation_ConfirmSignUp: PostConfirmationConfirmSignUpTriggerEvent;
  PostAuthentication_Authentication: PostAuthenticationTriggerEvent;
  PreSignUp_SignUp: PreSignUpEmailTriggerEvent;
}

/**
 * An event of a Cognito user pool's trigger, named by its `triggerSource`.
 * Source of the shape: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html
 * @example triggerEvent('PostConfirmation_ConfirmSignUp', { attributes: { sub, email } })
 */
export const triggerEvent = <Source extends keyof TriggerEvents>(
  source: Source,
  { attributes = {}, clientMetadata, userPoolId = 'eu-central-1_Longhouse' }: TriggerOptions = {},
): TriggerEvents[Source] => {
  const confirmed = source !== 'PreSignUp_SignUp';
  const userAttributes: Record<string, string> = {
    sub: ada.sub,
    email: ada.email,
    ...(confirmed && { email_verified: 'true', 'cognito:user_status': 'CONFIRMED' }),
    ...attributes,
  };
  const event = {
    version: '1',
    triggerSource: source,
    region: 'eu-central-1',
    userPoolId,
    userName: userAttributes['sub'],
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '4v5w6x7y8z9a0b1c2d3e4f5g6h' },
    request: { userAttributes, ...(clientMetadata && { clientMetadata }), ...requests[source] },
    response: responses[source],
  };
  return event as unknown as TriggerEvents[Source]; // TypeScript does not narrow a generic by its key
};

const requests: Record<keyof TriggerEvents, object> = {
  PostConfirmation_ConfirmSignUp: {},
  PostAuthentication_Authentication: { newDeviceUsed: false },
  PreSignUp_SignUp: { validationData: null },
};

const responses: Record<keyof TriggerEvents, object> = {
  PostConfirmation_ConfirmSignUp: {},
  PostAuthentication_Authentication: {},
  PreSignUp_SignUp: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
};
