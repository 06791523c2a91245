import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';
import { sourceMapsAside } from './plugins/source-maps-aside.ts';

/** What is read of the Serverless Framework's instance, which has no types of its own. */
export interface Framework {
  serviceDir: string;
  service: {
    provider: { stage?: string; architecture?: string };
    custom?: { build?: { natives?: string[]; sdk?: 'small' | 'whole' } };
  };
  processedInput: { commands: string[] };
}

/** esbuild's options and those which serverless-esbuild takes out of them before it calls esbuild. */
export interface PackagingOptions extends BuildOptions {
  outputFileExtension: '.cjs';
  outputWorkFolder: string;
  exclude: string[];
  installExtraArgs: string[];
  concurrency: number;
  skipRebuild: boolean;
}

/**
 * serverless-esbuild's configuration for one service.
 *
 * - The work folder is one process's own and is removed at the end: what `invoke local` leaves behind would otherwise be packed into the next package, and two commands in
 *   one service would overwrite each other's files.
 * - `skipRebuild`: without it any failure leaves esbuild running, and the command never ends.
 * - Native packages (`custom.build.natives`) are installed for Lambda's platform through npm's environment variables; its
 *   arguments (`--cpu`) are lost in the `npm prune` that serverless-esbuild runs afterwards, which ships this machine's binaries.
 */
export function packaging(framework: Framework): PackagingOptions {
  const { provider, custom } = framework.service;
  const natives = custom?.build?.natives ?? [];
  const [command = ''] = framework.processedInput.commands;
  const shipping = command === 'package' || command === 'deploy';
  const workFolder = join('.esbuild', String(process.pid));
  // Joined now: `invoke local` moves `serviceDir` into the work folder.
  const workPath = join(framework.serviceDir, workFolder);
  process.once('exit', () => rmSync(workPath, { recursive: true, force: true }));
  if (shipping && natives.length > 0) installFor(provider.architecture ?? 'x86_64');

  const sourcemap = provider.stage === 'local' ? 'linked' : 'external';
  const { outExtension: _, ...options } = bundleOptions({
    serviceFolder: framework.serviceDir,
    natives,
    sourcemap,
    ...(custom?.build?.sdk ? { sdk: custom.build.sdk } : {}),
  });
  return {
    ...options,
    plugins: [...(options.plugins ?? []), ...(sourcemap === 'external' ? [sourceMapsAside(workPath)] : [])],
    metafile: false,
    outputFileExtension: '.cjs',
    outputWorkFolder: workFolder,
    // `invoke local` installs nothing: the packages come from the repository's node_modules.
    exclude: shipping ? [] : natives,
    installExtraArgs: ['--no-audit', '--no-fund', '--ignore-scripts'],
    concurrency: 2,
    skipRebuild: true,
  };
}

function installFor(architecture: string): void {
  process.env['npm_config_os'] = 'linux';
  process.env['npm_config_cpu'] = architecture === 'arm64' ? 'arm64' : 'x64';
  process.env['npm_config_libc'] = 'glibc';
}
