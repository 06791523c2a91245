import { devNull } from 'node:os';
import { region } from '../engine/environment.ts';

/** The engine's only credentials with all rights. */
export const localCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * Takes everything out of the environment that could lead to AWS (keys, session token, profiles, web identity, endpoints of
 * single services, config files) and puts the local cloud's in. Functions of `invoke local` run in this process and see the same.
 */
export function enterLocalEnvironment(endpoint: string, environment = process.env): void {
  for (const name of Object.keys(environment)) {
    if (/^AWS_/i.test(name)) delete environment[name];
  }
  Object.assign(environment, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Milliseconds between two looks at a stack; the framework's default of 5000 is 9 of 11 seconds of a local deploy.
    SLS_AWS_MONITORING_FREQUENCY: environment.SLS_AWS_MONITORING_FREQUENCY ?? '100',
  });
  const unproxied = [environment.NO_PROXY ?? environment.no_proxy, '127.0.0.1', 'localhost', '[::1]'];
  environment.NO_PROXY = environment.no_proxy = unproxied.filter(Boolean).join(',');
}
