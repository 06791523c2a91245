import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { LocalCloud } from './local-cloud.ts';
import { until } from './until.ts';

const Password = 'Correct-Horse-7-Battery';

/** Somebody who has signed up, and knows the code. */
export interface Person {
  confirm(): Promise<void>;
  /** An access token. */
  logIn(): Promise<string>;
}

export async function signUp(cloud: LocalCloud, email: string): Promise<Person> {
  const ClientId = await output(cloud.endpoint, 'UserPoolClientId');
  const call = async (operation: string, input: object) => cognito(cloud.endpoint, operation, { ClientId, ...input });
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'name', Value: 'Ada' },
  ];
  await call('SignUp', { Username: email, Password, UserAttributes });
  const code = await until(async () => /\b\d{6}\b/.exec(JSON.stringify(await mailsTo(cloud, email)))?.[0]);
  return {
    async confirm() {
      await call('ConfirmSignUp', { Username: email, ConfirmationCode: code });
    },
    async logIn() {
      const AuthParameters = { USERNAME: email, PASSWORD: Password };
      const answer = await call('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      return (answer as { AuthenticationResult: { AccessToken: string } }).AuthenticationResult.AccessToken;
    },
  };
}

export async function mailsTo({ frontDoor }: LocalCloud, email: string): Promise<unknown[]> {
  const answer = await fetch(`${frontDoor}/mailbox.json?to=${encodeURIComponent(email)}`);
  return ((await answer.json()) as { messages: unknown[] }).messages;
}

async function cognito(endpoint: string, operation: string, input: object): Promise<unknown> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${operation} was answered by ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Makes somebody an admin: tokens tell it from the next log-in on. */
export async function makeAdmin({ endpoint }: LocalCloud, email: string): Promise<void> {
  const UserPoolId = await output(endpoint, 'UserPoolId');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CognitoIdentityProviderClient({ endpoint, region: 'eu-central-1', credentials });
  await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: 'admin' }));
}

/** An output of the stack of users. */
async function output(endpoint: string, name: string): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const cloudFormation = new CloudFormationClient({ endpoint, region: 'eu-central-1', credentials });
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'users-local' }));
  const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
  if (value === undefined) throw new Error(`The stack users-local has no output ${name}.`);
  return value;
}
