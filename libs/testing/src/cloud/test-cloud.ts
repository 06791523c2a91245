import { ask } from '../run/ask.ts';
import type { TestCloud } from './cloud.ts';
import { deployedStage } from './deployed-stage.ts';
import { localCloud } from './local-cloud.ts';

/**
 * The system under test: this test run's own cloud, deployed once for all test files; or the stage that `E2E_STAGE` names, with the
 * caller's AWS credentials (see `e2e/README.md`).
 * @throws TestRunError when it cannot be had
 */
export const testCloud = async (): Promise<TestCloud> => {
  const { E2E_STAGE: stage, E2E_FRONT_DOOR: frontDoor } = process.env;
  if (stage !== undefined) return deployedStage(stage, frontDoor);
  return localCloud((await ask('cloud')) as { endpoint: string; frontDoor: string; state: string }); // host.ts answers with it
};
