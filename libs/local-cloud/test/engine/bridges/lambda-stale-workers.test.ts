import { execFileSync } from 'node:child_process';
import { findInstalled, installFolder } from '../../../src/engine/installed.ts';
import { bridgesFolder, defaultHome } from '../../../src/engine/paths.ts';
import { runningEngine } from '../support/running-engine.ts';

/**
 * The order of things that a race gives: an invocation with the old code takes its worker after UpdateFunctionCode has emptied the
 * pool, and another one with the new code follows. Prints the code that the second one's worker runs.
 */
const race = `
import sys
from ministack.core import lambda_runtime
if len(sys.argv) > 1:
    sys.path.insert(0, sys.argv[1])
    import lambda_stale_workers
from ministack.services import lambda_svc
config = {"FunctionName": "f", "FunctionArn": "arn:aws:lambda:eu-central-1:000000000000:function:f", "Runtime": "nodejs24.x"}
late, _ = lambda_svc.acquire_worker("f", config, b"old")
lambda_runtime.release_worker(late)
worker, how = lambda_svc.acquire_worker("f", config, b"new")
lambda_runtime.release_worker(worker)
again, how_again = lambda_svc.acquire_worker("f", config, b"new")
print(worker.code_zip.decode(), how, how_again, len(next(iter(lambda_runtime._workers.values()))))
`;

describe('a function whose code was replaced while it was called', () => {
  runningEngine(); // so that the engine is there, on a machine that has never fetched it

  async function codeAfterTheRace(...bridges: string[]): Promise<string> {
    const engine = await findInstalled(installFolder(defaultHome));
    if (!engine) throw new Error('the engine is not installed as a Python package');
    const env = { PATH: process.env.PATH, ...(engine.path && { PYTHONPATH: engine.path }) };
    return execFileSync(engine.python, ['-c', race, ...bridges], { env })
      .toString()
      .trim();
  }

  it('goes on with the old code on the untouched engine: still to be mended', async () => {
    expect(await codeAfterTheRace()).toBe('old reused reused 1');
  });

  it('gets a worker with the new code when mended, which is then used again', async () => {
    expect(await codeAfterTheRace(bridgesFolder)).toBe('new spawn reused 1');
  });
});
