import { setTimeout } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { LocalCloud } from './local-cloud.ts';

/**
 * Signs a person up, and gives the milliseconds from the confirmation with the mailed code to the welcome mail in the mailbox:
 * Cognito -> trigger -> DynamoDB -> stream -> relay -> EventBridge -> SQS -> consumer -> SES.
 */
export async function timeToWelcomeMail({ endpoint, frontDoor }: LocalCloud, email: string): Promise<number> {
  const ClientId = await clientId(endpoint);
  const Password = 'Correct-Horse-7-Battery';
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'name', Value: 'Ada' },
  ];
  await cognito(endpoint, 'SignUp', { ClientId, Username: email, Password, UserAttributes });
  const code = await until(async () => /\b\d{6}\b/.exec(JSON.stringify(await mails(frontDoor, email)))?.[0]);
  const before = (await mails(frontDoor, email)).length;
  const start = performance.now();
  await cognito(endpoint, 'ConfirmSignUp', { ClientId, Username: email, ConfirmationCode: code });
  await until(async () => (await mails(frontDoor, email)).length > before);
  return performance.now() - start;
}

async function mails(frontDoor: string, to: string): Promise<unknown[]> {
  const answer = await fetch(`${frontDoor}/mailbox.json?to=${encodeURIComponent(to)}`);
  return ((await answer.json()) as { messages: unknown[] }).messages;
}

async function cognito(endpoint: string, operation: string, input: object): Promise<void> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${operation} was answered by ${answer.status}: ${await answer.text()}`);
}

async function clientId(endpoint: string): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const cloudFormation = new CloudFormationClient({ endpoint, region: 'eu-central-1', credentials });
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'users-local' }));
  const id = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'UserPoolClientId')?.OutputValue;
  if (id === undefined) throw new Error('The stack users-local has no output UserPoolClientId.');
  return id;
}

const LONGEST = 30_000;

/** Asks every 2 ms, so that the answer is at most that late. */
async function until<T>(ask: () => Promise<T | false | undefined>): Promise<T> {
  const deadline = Date.now() + LONGEST;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await setTimeout(2);
  }
  throw new Error(`Nothing came within ${LONGEST} ms.`);
}
