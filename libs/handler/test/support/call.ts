import { type HttpEventOptions, httpEvent, lambdaContext } from '@libs/testing';
import type { ApiEvent } from '../../src/index.ts';

export interface Answer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** One request, as API Gateway hands it to the function. */
export async function call(
  handler: (event: ApiEvent, context: ReturnType<typeof lambdaContext>) => Promise<unknown>,
  method: string,
  options: HttpEventOptions = {},
  context = lambdaContext(),
): Promise<Answer> {
  return (await handler(httpEvent(method, options), context)) as Answer;
}
