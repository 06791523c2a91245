import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';
import type { BuildSettings } from './build-settings.ts';
import { sourceMapsAside } from './plugins/source-maps-aside.ts';

/** The framework's plugin that adds native packages. */
const nativesPlugin = '@libs/build/natives';

/** What is read of the Serverless Framework's instance, which has no types of its own. */
export interface Framework {
  serviceDir: string;
  service: {
    provider: { stage?: string };
    custom?: { build?: BuildSettings };
    plugins?: string[];
  };
}

/** esbuild's options and those which serverless-esbuild takes out of them before it calls esbuild. */
export interface PackagingOptions extends BuildOptions {
  outputFileExtension: '.cjs';
  outputWorkFolder: string;
  exclude: string[];
  concurrency: number;
  skipRebuild: boolean;
}

/**
 * serverless-esbuild's configuration for one service.
 *
 * - The work folder is one process's own and is removed at the end: what `invoke local` leaves behind would otherwise be packed into the next package, and two commands in
 *   one service would overwrite each other's files.
 * - `skipRebuild`: without it any failure leaves esbuild running, and the command never ends.
 * - Native packages (`custom.build.natives`) are all excluded: serverless-esbuild would install them over the network, and for
 *   this machine. The plugin `@libs/build/natives` adds them; `invoke local` finds them in the repository's node_modules.
 */
export function packaging(framework: Framework): PackagingOptions {
  const { provider, custom, plugins = [] } = framework.service;
  const { natives = [] } = custom?.build ?? {};
  if (natives.length > 0 && !plugins.includes(nativesPlugin))
    throw new Error(`serverless.yml names natives, but ${nativesPlugin} is not among its plugins: add it`);
  const workFolder = join('.esbuild', String(process.pid));
  // Joined now: `invoke local` moves `serviceDir` into the work folder.
  const workPath = join(framework.serviceDir, workFolder);
  process.once('exit', () => rmSync(workPath, { recursive: true, force: true }));

  const sourcemap = provider.stage === 'local' ? 'linked' : 'external';
  const { outExtension: _, ...options } = bundleOptions({
    serviceFolder: framework.serviceDir,
    sourcemap,
    ...custom?.build,
  });
  return {
    ...options,
    plugins: [...(options.plugins ?? []), ...(sourcemap === 'external' ? [sourceMapsAside(workPath)] : [])],
    metafile: false,
    outputFileExtension: '.cjs',
    outputWorkFolder: workFolder,
    exclude: [...natives],
    concurrency: 2,
    skipRebuild: true,
  };
}
