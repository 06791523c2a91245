import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Packages of the SDK and what stands for them. Everything else of the SDK is bundled as it is. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': 'dynamodb/client-dynamodb.ts',
  '@aws-sdk/lib-dynamodb': 'dynamodb/lib-dynamodb.ts',
  '@aws-sdk/client-eventbridge': 'eventbridge/client-eventbridge.ts',
  '@aws-sdk/client-sqs': 'sqs/client-sqs.ts',
  '@aws-sdk/client-sesv2': 'ses/client-sesv2.ts',
  '@aws-sdk/client-sns': 'sns/client-sns.ts',
  '@aws-sdk/client-apigatewaymanagementapi': 'apigateway/client-apigatewaymanagementapi.ts',
  '@aws-sdk/client-secrets-manager': 'secrets/client-secrets-manager.ts',
  '@aws-sdk/client-ssm': 'ssm/client-ssm.ts',
  '@aws-sdk/client-cognito-identity-provider': 'cognito/client-cognito-identity-provider.ts',
};

/**
 * Puts small clients in the place of the SDK's for the packages above. The source of a function stays plain SDK code;
 * an operation that a small client lacks fails the build ("No matching export"), and `custom.build.sdk: whole` leaves the SDK in.
 * What comes by a dynamic import is not seen when it is bundled: such code needs a test of its bundle.
 *
 * Saves 283 of 694 million instructions at start, and half of a warm call (`docs/performance.md`).
 */
export function smallAwsClients(): Plugin {
  const folder = join(import.meta.dirname, '../stand-ins');
  return {
    name: 'small-aws-clients',
    setup(build) {
      build.onResolve({ filter: /^@aws-sdk\/(client|lib)-/ }, ({ path }) => {
        const standIn = STAND_INS[path];
        return standIn === undefined ? undefined : { path: join(folder, standIn), sideEffects: false };
      });
    },
  };
}
