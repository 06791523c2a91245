import { join } from 'node:path';
import { stackOutputs } from './stack-outputs.ts';
import type { TestCloud } from './cloud.ts';

/** The cloud that this test run started: engine, all services, front door. */
export const localCloud = ({
  endpoint,
  frontDoor,
  state,
}: {
  endpoint: string;
  frontDoor: string;
  state: string;
}): TestCloud => {
  const aws = { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return {
    stage: 'local',
    apiOf: () => Promise.resolve(frontDoor),
    output: stackOutputs('local', aws),
    aws,
    cognito: endpoint,
    frontDoor,
    poolKeys: join(state, 'cognito-pool-keys'),
  };
};
