import { onlyLoopback } from './network-guard.ts';

/**
 * Jest `setupFiles`: the same environment for every test, whatever the shell holds.
 *
 * Nothing of the shell's AWS configuration reaches a test (a profile or real keys would send a forgotten call to a real account), the keys are
 * fakes, logs are silent, and a connection to anything but this machine is an error at the line that makes it.
 *
 * `E2E_STAGE` (see `e2e/README.md`) is the exception: such a run is meant to reach a stage that is deployed already, with the caller's
 * credentials; `local` is the cloud of `npm start`, of which only the address is taken.
 */
const { E2E_STAGE: stage, AWS_ENDPOINT_URL: running } = process.env;

if (stage === undefined || stage === 'local') {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    // Files that hold no profile, and no question to the instance metadata service (169.254.169.254).
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(stage === 'local' && running !== undefined && { AWS_ENDPOINT_URL: running }),
  });
  onlyLoopback();
}

Object.assign(process.env, {
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_TRACE_ENABLED: 'false',
  POWERTOOLS_SERVICE_NAME: 'test',
  POWERTOOLS_METRICS_NAMESPACE: 'Longhouse',
  TRACING: 'off',
  TZ: 'UTC',
});
