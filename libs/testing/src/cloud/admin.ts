import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestCloud } from './cloud.ts';

/** Confirms a sign-up without its code: for a stage of which nobody can read the mails. */
export const confirmByAdmin = async (cloud: TestCloud, email: string): Promise<void> => {
  const UserPoolId = await cloud.output('users', 'UserPoolId');
  await new CognitoIdentityProviderClient(cloud.aws).send(
    new AdminConfirmSignUpCommand({ UserPoolId, Username: email }),
  );
};

/** Makes a person a member of a group of the pool. Tokens tell it from the next log-in on. */
export const addToGroup = async (cloud: TestCloud, email: string, group: string): Promise<void> => {
  const UserPoolId = await cloud.output('users', 'UserPoolId');
  await new CognitoIdentityProviderClient(cloud.aws).send(
    new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: group }),
  );
};
