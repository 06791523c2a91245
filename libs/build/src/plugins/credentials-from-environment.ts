import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Leaves the SDK's chain of credential providers (files, SSO, metadata services) out of bundles with a client of the SDK: Lambda's are in
 * the environment. Saves 39 million instructions at start.
 */
export function credentialsFromEnvironment(): Plugin {
  return {
    name: 'credentials-from-environment',
    setup(build) {
      build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
        path: join(import.meta.dirname, '../stand-ins/credentials/credential-provider-node.ts'),
        sideEffects: false,
      }));
    },
  };
}
