import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

export interface ContextOptions {
  functionName?: string;
  /** Milliseconds that are left when the invocation begins. */
  timeout?: number;
  requestId?: string;
  /** Epoch milliseconds; tests of timeouts pass a clock that they move. */
  now?: () => number;
}

/**
 * The context of one invocation. Its deadline is fixed when it is made, so `getRemainingTimeInMillis` runs down, to 0 and not below, as on Lambda.
 * Source of the shape: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export const lambdaContext = ({
  functionName = 'users-local-get-profile',
  timeout = 6000,
  requestId = randomUUID(),
  now = Date.now,
}: ContextOptions = {}): Context => {
  const deadline = now() + timeout;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: '2026/11/21/[$LATEST]0123456789abcdef0123456789abcdef',
    getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
    done: unused,
    fail: unused,
    succeed: unused,
  };
};

const unused = () => {
  throw new Error('context.done, fail and succeed belong to callbacks, which Node 24 on Lambda no longer has.');
};
