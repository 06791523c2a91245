import { delimiter, join } from 'node:path';
import { nodeFolder } from './paths.ts';

/** Where an engine keeps what: all below the one folder that it was given. */
export interface Folders {
  state: string;
  temporary: string;
}

/** Region of the local cloud; its account is 000000000000. */
export const region = 'eu-central-1';

/**
 * The engine's whole environment. It leaks into every function, so nothing of the shell's goes in (credentials, profiles, NODE_OPTIONS),
 * and Node 24 comes first in PATH because functions run on the `node` found there.
 */
export function engineEnvironment({ state, temporary }: Folders, port: number, kept: boolean): Record<string, string> {
  const persist = kept ? '1' : '0';
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
    LAMBDA_WARM_TTL_SECONDS: '60',
    PERSIST_STATE: persist,
    STATE_DIR: state, // set even when nothing is kept: the default is written to all the same
    S3_PERSIST: persist,
    S3_DATA_DIR: join(state, 's3'),
  };
}
