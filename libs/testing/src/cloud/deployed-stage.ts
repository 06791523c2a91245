import { stackOutputs } from './stack-outputs.ts';
import type { TestCloud } from './cloud.ts';

/** A stage that somebody deployed, found by its stacks' names with the shell's region, credentials and endpoint. */
export const deployedStage = (stage: string, frontDoor: string | undefined): TestCloud => {
  const region = process.env['AWS_REGION'] ?? 'eu-central-1';
  const output = stackOutputs(stage, { region });
  return {
    stage,
    // The engine's stacks name addresses in AWS, as AWS's do: there the front door knows better.
    apiOf: async (service) => frontDoor ?? (await output(service, 'ApiUrl')).replace(/\/$/, ''),
    output,
    aws: { region },
    cognito: process.env['AWS_ENDPOINT_URL'] ?? `https://cognito-idp.${region}.amazonaws.com`,
    frontDoor,
    poolKeys: undefined,
  };
};
