import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { type BundleSettings, bundleOptions } from '../../src/index.ts';

export interface Bundle<Exports> {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** Paths of all sources that are in it. */
  readonly inputs: readonly string[];
  readonly exports: Exports;
}

/** The service that the tests of this library bundle. */
export const things = resolve(process.cwd(), 'libs/build/test/fixtures/things');

/** Bundles a function of the fixture as it would be shipped, and loads it. */
export async function bundled<Exports>(name: string, settings: Partial<BundleSettings> = {}): Promise<Bundle<Exports>> {
  const outdir = mkdtempSync(join(tmpdir(), 'longhouse-bundle-'));
  const { metafile } = await build({
    ...bundleOptions({ serviceFolder: things, sourcemap: false, ...settings }),
    entryPoints: [`src/functions/${name}.ts`],
    outdir,
    logLevel: 'silent',
    metafile: true,
  });
  const path = join(outdir, `${name}.cjs`);
  return {
    path,
    text: readFileSync(path, 'utf8'),
    inputs: Object.keys(metafile.inputs),
    exports: (await import(path)) as Exports,
  };
}
