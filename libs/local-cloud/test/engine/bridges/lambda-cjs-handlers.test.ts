import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { on } from '../support/clients.ts';
import { inlineFunction } from '../support/inline-function.ts';
import { invoke } from '../support/invoke.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { deploy } from '../support/stack.ts';
import { zipOf } from '../support/zip.ts';

/** A function of one file, by this name: what it answers. */
async function answerOf(engine: { endpoint: string }, file: string) {
  const { Role: role } = inlineFunction('role', '');
  const name = file.replace('.', '-');
  const template = { resources: { Role: role ?? {} }, outputs: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } };
  const { outputs } = await deploy(engine, template, name);
  const lambda = new LambdaClient(on(engine));
  const ZipFile = zipOf(`src/${file}`, 'exports.handler = async () => "found";');
  const rest = { Runtime: 'nodejs24.x' as const, Handler: 'src/handler.handler', Code: { ZipFile } };
  await lambda.send(new CreateFunctionCommand({ FunctionName: name, Role: outputs.Role, ...rest }));
  lambda.destroy();
  return invoke(engine, name);
}

describe('a handler in a .cjs file', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('is not found on the untouched engine, which finds .js: still to be mended', async () => {
    expect(await answerOf(untouched(), 'handler.js')).toBe('found');
    expect(JSON.stringify(await answerOf(untouched(), 'handler.cjs'))).toContain('Cannot find module');
  });

  it('is found when mended, as .js is', async () => {
    expect(await answerOf(mended(), 'handler.cjs')).toBe('found');
    expect(await answerOf(mended(), 'handler.js')).toBe('found');
  });
});
