import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from 'jest';

const folders = [
  ...['libs', 'services'].flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`)),
  '.github',
  'e2e',
];

/** CommonJS through swc: no Node flags, and `jest.mock` is hoisted. @middy, p-map, thumbhash and uuid are published as ESM only, so they are transformed too. */
const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!@middy/|p-map/|thumbhash/|uuid/)'],
  moduleNameMapper: { '^@middy/([^/]+)$': resolve('node_modules/@middy/$1/index.js') },
} satisfies Config;

const config: Config = {
  projects: folders
    .filter((folder) => existsSync(`${folder}/test`))
    .map((folder) => ({
      ...shared,
      displayName: folder,
      rootDir: folder,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      setupFiles: [resolve('libs/testing/src/environment.ts')],
      setupFilesAfterEnv: [resolve('libs/testing/src/matchers.ts')],
    })),
  globalSetup: './libs/testing/src/run/global-setup.ts',
  globalTeardown: './libs/testing/src/run/global-teardown.ts',
  // The machines of CI are slow and shared: this is patience, no measure of speed.
  testTimeout: 60_000,
  // As many as there are processors, not one less: most tests wait for an engine or a command.
  maxWorkers: '100%',
  testSequencer: './libs/testing/src/run/longest-first.cjs',
  coverageProvider: 'v8',
};

export default config;
