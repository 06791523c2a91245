import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

let client: CognitoIdentityProviderClient | undefined;

/** The people's accounts in the user pool USER_POOL_ID. */
export const accounts = { remove };

/** Removes the account of a `sub`: its tokens cannot be refreshed any more, and its address may sign up anew. Removing twice is no error. */
async function remove(
  sub: string,
  cognito: Pick<CognitoIdentityProviderClient, 'send'> = (client ??=
    new CognitoIdentityProviderClient({})),
): Promise<void> {
  try {
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId: process.env['USER_POOL_ID'], Username: sub }));
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}
