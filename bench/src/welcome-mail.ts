import type { LocalCloud } from './local-cloud.ts';
import { mailsTo, signUp } from './person.ts';
import { until } from './until.ts';

/**
 * Signs a person up, and gives the milliseconds from the confirmation with the mailed code to the welcome mail in the mailbox:
 * Cognito -> trigger -> DynamoDB -> stream -> relay -> EventBridge -> SQS -> consumer -> SES.
 */
export async function timeToWelcomeMail(cloud: LocalCloud, email: string): Promise<number> {
  const person = await signUp(cloud, email);
  const before = (await mailsTo(cloud, email)).length;
  const start = performance.now();
  await person.confirm();
  await until(async () => (await mailsTo(cloud, email)).length > before);
  return performance.now() - start;
}
