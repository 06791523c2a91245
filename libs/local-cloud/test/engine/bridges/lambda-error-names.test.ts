import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { on } from '../support/clients.ts';
import { inlineFunction } from '../support/inline-function.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';

const code = `
class Retryable extends Error { name = 'Retryable'; }
exports.handler = async () => { throw new Retryable('later'); };`;

interface Failure {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

async function invokeThrowing(engine: { endpoint: string }): Promise<Failure> {
  await deploy(engine, { resources: inlineFunction('throws', code) });
  const lambda = new LambdaClient(on(engine));
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'throws' }));
  lambda.destroy();
  return JSON.parse(Payload?.transformToString() ?? '') as Failure; // an error's payload
}

describe('an error that a function throws', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('has lost its name and trace on the untouched engine: still to be mended', async () => {
    const failure = await invokeThrowing(untouched());
    expect(failure).toEqual({ errorType: 'Runtime.HandlerError', errorMessage: 'later' });
  });

  it('reaches the caller with its name and trace when mended', async () => {
    const failure = await invokeThrowing(mended());
    expect(failure).toMatchObject({ errorType: 'Retryable', errorMessage: 'later' });
    expect(failure.trace?.[0]).toBe('Retryable: later');
    expect(failure.trace?.[1]).toMatch(/^ {4}at .*index\.js/);
  });
});
