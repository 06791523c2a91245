import { region } from '../engine/environment.ts';
import { localCredentials } from '../stage-guard/local-environment.ts';

/** For the constructor of any SDK client. All is given here, so that nothing of the shell's AWS configuration counts. */
export function localClient(endpoint: string) {
  return {
    endpoint,
    region,
    credentials: localCredentials,
    maxAttempts: 1,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  };
}
