import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { on } from './clients.ts';

/** What a function gives back, or its error's payload. */
export async function invoke(engine: { endpoint: string }, functionName: string): Promise<unknown> {
  const lambda = new LambdaClient(on(engine));
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: functionName }));
  lambda.destroy();
  return JSON.parse(Payload?.transformToString() ?? '');
}
