import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { lambdaContext } from '../events/context.ts';
import type { Fault } from './fault.ts';
import { FaultNeverMet } from './injections.ts';
import type { FaultyProxy } from './proxy.ts';

type Handler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/** The same event again, as the source sends it: a queue counts the tries, a stream repeats itself. */
export const redelivered = <Event extends SQSEvent | DynamoDBStreamEvent>(event: Event): Event => {
  const again = structuredClone(event);
  for (const record of again.Records)
    if ('attributes' in record)
      record.attributes.ApproximateReceiveCount = String(Number(record.attributes.ApproximateReceiveCount) + 1);
  return again;
};

/** One delivery after the other, whatever became of the first: a message that was handled, and whose deletion was lost. */
export const twice = async <Event extends SQSEvent | DynamoDBStreamEvent, Result>(
  handler: Handler<Event, Result>,
  event: Event,
): Promise<PromiseSettledResult<Result>[]> => {
  const [first] = await Promise.allSettled([handler(event, lambdaContext())]);
  const [second] = await Promise.allSettled([handler(redelivered(event), lambdaContext())]);
  return [first, second];
};

/** Both deliveries run at the same time: the visibility timeout was over before the first was done. */
export const concurrently = <Event extends SQSEvent | DynamoDBStreamEvent, Result>(
  handler: Handler<Event, Result>,
  event: Event,
  copies = 2,
): Promise<PromiseSettledResult<Result>[]> =>
  Promise.allSettled(Array.from({ length: copies }, () => handler(structuredClone(event), lambdaContext())));

/**
 * The process dies right after its effect: the call `effect` is done, then nothing that the function sends arrives any more, and nobody
 * hears what it answers. The source delivers again, to a new process.
 * @param effect an operation as in `Call.operation`, `SESv2.SendEmail`; all of the function's clients must use the proxy
 * @returns what the second delivery came to
 * @throws FaultNeverMet when the first delivery made no such call
 */
export const crashAfter = async <Event extends SQSEvent | DynamoDBStreamEvent, Result>(
  proxy: FaultyProxy,
  effect: string,
  handler: Handler<Event, Result>,
  event: Event,
): Promise<Result> => {
  let dead = false;
  const crash: Fault = {
    name: 'crash',
    meet: async ({ call, forward, answer, cut }) => {
      if (!dead && call.operation !== effect) return answer(await forward());
      if (!dead) await forward();
      dead = true;
      return cut();
    },
  };
  proxy.inject('*', crash, { times: Number.POSITIVE_INFINITY });
  await Promise.allSettled([handler(event, lambdaContext())]);
  proxy.heal();
  if (!dead) throw new FaultNeverMet([`crash after ${effect}`], proxy.calls);
  return handler(redelivered(event), lambdaContext());
};
