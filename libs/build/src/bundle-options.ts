import type { BuildOptions } from 'esbuild';
import { contracts } from './plugins/contracts/index.ts';
import { credentialsFromEnvironment } from './plugins/credentials-from-environment.ts';
import { smallAwsClients } from './plugins/small-aws-clients.ts';
import { sourcesByPath } from './plugins/sources-by-path.ts';
import { withoutModelChecks } from './plugins/without-model-checks.ts';

/** What may differ between two ways to build one function. */
export interface BundleSettings {
  /** Absolute folder of the service. esbuild otherwise keeps the folder in which it was first loaded, for good. */
  serviceFolder: string;
  /** Shorter syntax and no white space; names stay. */
  minify?: boolean;
  /** `linked` for a stage that runs with `--enable-source-maps` (which doubles start-up), `external` for all others. */
  sourcemap?: 'linked' | 'external' | false;
  /** Packages with native code, which cannot be bundled and are installed beside the bundle (`sharp`). */
  natives?: readonly string[];
  /** `small` clients of our own for the few operations that functions call, or the `whole` AWS SDK. */
  sdk?: 'small' | 'whole';
}

/**
 * esbuild's options for a Lambda function, the same for what goes to AWS, for the local cloud and for its reload, so that what
 * is tried is what is shipped.
 *
 * CommonJS: `serverless invoke local` cannot load `.mjs`, and importing `node:http` as an ES module loads undici (149 million
 * instructions). `mainFields` takes packages' ESM sources, which are tree-shaken: 140 KB less in a function with DynamoDB.
 */
export function bundleOptions({
  serviceFolder,
  minify = true,
  sourcemap = 'external',
  natives = [],
  sdk = 'small',
}: BundleSettings): BuildOptions {
  return {
    absWorkingDir: serviceFolder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    mainFields: ['module', 'main'],
    conditions: ['module', 'import'],
    // Not identifiers: short names cost 19 million instructions at start (27 with `keepNames`), and classes of errors and the
    // lines of a stack keep theirs.
    minifySyntax: minify,
    minifyWhitespace: minify,
    sourcemap,
    sourcesContent: false,
    metafile: true,
    external: [...natives],
    plugins: [
      contracts(),
      withoutModelChecks(),
      credentialsFromEnvironment(),
      sourcesByPath(),
      ...(sdk === 'small' ? [smallAwsClients()] : []),
    ],
    logLevel: 'warning',
  };
}
