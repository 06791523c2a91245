import { delimiter, join } from 'node:path';
import { nodeFolder } from './paths.ts';

/** What differs from engine to engine. */
export interface Settings {
  port: number;
  state: string;
  temporary: string;
  /** Whether the state is written to its folder at all. */
  persist: boolean;
  bridges: readonly string[];
  saveSeconds: number;
}

/** Region of the local cloud; its account is 000000000000. */
export const region = 'eu-central-1';

/**
 * The engine's whole environment. It leaks into every function, so nothing of the shell's goes in (credentials, profiles, NODE_OPTIONS),
 * and Node 24 comes first in PATH because functions run on the `node` found there.
 */
export function engineEnvironment(settings: Settings): Record<string, string> {
  const { port, state, temporary, bridges, saveSeconds } = settings;
  const persist = settings.persist ? '1' : '0';
  return {
    PATH: [nodeFolder, process.env.PATH ?? ''].join(delimiter),
    HOME: temporary,
    ...(process.env.SYSTEMROOT && { SYSTEMROOT: process.env.SYSTEMROOT }),
    TMPDIR: temporary,
    TEMP: temporary,
    AUTH: 'true', // every function's calls are checked against its own role
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_REGION: region,
    LOG_LEVEL: 'WARNING',
    IOT_MTLS_ENABLED: '0', // would listen on 0.0.0.0:8883
    SFTP_ENABLED: '0',
    NODE_OPTIONS: '--enable-source-maps --disable-warning=DEP0169',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand', // as Lambda sets it; Powertools tells a cold start by it
    LAMBDA_WARM_TTL_SECONDS: '60',
    PERSIST_STATE: persist,
    STATE_DIR: state, // set even when nothing is kept: the default is written to all the same
    S3_PERSIST: persist,
    S3_DATA_DIR: join(state, 's3'),
    BRIDGES: bridges.join(','),
    SAVE_SECONDS: String(saveSeconds),
  };
}
