import { runningEngine, untouchedEngine } from '../support/running-engine.ts';
import { apiUrl, httpApi } from '../support/http-api.ts';
import { inlineFunction } from '../support/inline-function.ts';
import { deploy } from '../support/stack.ts';

const code = `exports.handler = async ({ rawPath }) => { throw new Error('password=hunter2'); };`;

async function callFailingFunction(engine: { endpoint: string }) {
  const { resources, outputs } = httpApi();
  const stack = await deploy(engine, { resources: { ...inlineFunction('fails', code), ...resources }, outputs });
  const response = await fetch(apiUrl(engine, stack.outputs.Api));
  return { status: response.status, body: await response.text() };
}

describe('an HTTP API whose function throws', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('answers 502 with the raw message on the untouched engine: still to be mended', async () => {
    const { status, body } = await callFailingFunction(untouched());
    expect({ status, shown: body.includes('hunter2') }).toEqual({ status: 502, shown: true });
  });

  it("answers 500 with AWS's body when mended", async () => {
    expect(await callFailingFunction(mended())).toEqual({ status: 500, body: '{"message":"Internal Server Error"}' });
  });
});
