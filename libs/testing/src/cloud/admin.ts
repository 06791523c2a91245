import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestCloud } from './cloud.ts';

/** Confirms a sign-up and its address without the code: for a stage of which nobody can read the mails. */
export const confirmByAdmin = async (cloud: TestCloud, email: string): Promise<void> => {
  const user = { UserPoolId: await cloud.output('users', 'UserPoolId'), Username: email };
  const client = new CognitoIdentityProviderClient(cloud.aws);
  const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
  await client.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
  await client.send(new AdminConfirmSignUpCommand(user));
};

/** Makes a person a member of a group of the pool. Tokens tell it from the next log-in on. */
export const addToGroup = async (cloud: TestCloud, email: string, group: string): Promise<void> => {
  const UserPoolId = await cloud.output('users', 'UserPoolId');
  await new CognitoIdentityProviderClient(cloud.aws).send(
    new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: group }),
  );
};
