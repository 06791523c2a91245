import { type Answer, brokerVariable, type Part } from './protocol.ts';

/** The run's part that a test asked for could not be had. */
export class TestRunError extends Error {
  override readonly name = 'TestRunError';
}

/** Starts a part of this test run, or joins it when another test file did. */
export const ask = async (part: Part): Promise<unknown> => {
  const broker = process.env[brokerVariable];
  if (broker === undefined)
    throw new TestRunError(
      'No broker runs: start the test by Jest with the configuration at the root (npx jest --selectProjects …).',
    );
  const response = await fetch(new URL(part, broker));
  const answer = (await response.json()) as Answer; // as broker.ts wrote it
  if ('error' in answer) throw new TestRunError(`The test ${part} did not start. ${answer.error}`);
  return answer.address;
};
