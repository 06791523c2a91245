import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOptions } from '@libs/build';
import type { BuildOptions } from 'esbuild';
import { bundled } from './bundled.ts';

/** As esbuild bundles for Node out of the box: CommonJS, minified, the SDK in it. */
const usual: BuildOptions = { bundle: true, minify: true, platform: 'node', target: 'node24', format: 'cjs' };
const serviceFolder = join(import.meta.dirname, '..');

const STACKS: Record<string, { entry: string; options: BuildOptions }> = {
  'our preset': { entry: 'ours', options: bundleOptions({ serviceFolder, sourcemap: false }) },
  'our preset, whole SDK': { entry: 'ours', options: bundleOptions({ serviceFolder, sourcemap: false, sdk: 'whole' }) },
  'by hand, stock SDK': { entry: 'by-hand', options: usual },
  'hono and zod, stock SDK': { entry: 'hono', options: usual },
};

export interface Built {
  name: string;
  /** Absolute path of the bundle. */
  bundle: string;
  bytes: number;
}

/** Bundles every stack and the driver into a folder, beside a script that does nothing: what a bare start costs. */
export async function buildStacks(folder: string): Promise<{ stacks: Built[]; driver: string; bare: string }> {
  const stacks = await Promise.all(
    Object.entries(STACKS).map(async ([name, { entry, options }], index) => {
      const bundle = join(folder, `${index}-${entry}.cjs`);
      const bytes = await bundled({ serviceFolder, entry: `src/stacks/${entry}.ts`, outfile: bundle }, options);
      return { name, bundle, bytes };
    }),
  );
  const driver = join(folder, 'drive.cjs');
  await bundled({ serviceFolder, entry: 'src/drive.ts', outfile: driver }, { ...usual, minify: false });
  const bare = join(folder, 'bare.cjs');
  writeFileSync(bare, 'process.exit(0);\n');
  return { stacks, driver, bare };
}
