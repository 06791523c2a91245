import { stackOutputs } from './stack-outputs.ts';
import type { TestCloud } from './test-cloud.ts';

/** A stage that somebody deployed, found by its stacks' names with the shell's region, credentials and endpoint. */
export const deployedStage = (stage: string, mailbox: string | undefined): TestCloud => {
  const region = process.env['AWS_REGION'] ?? 'eu-central-1';
  const output = stackOutputs(stage, { region });
  return {
    stage,
    apiOf: async (service) => (await output(service, 'ApiUrl')).replace(/\/$/, ''),
    output,
    cognito: process.env['AWS_ENDPOINT_URL'] ?? `https://cognito-idp.${region}.amazonaws.com`,
    mailbox,
    poolKeys: undefined,
  };
};
