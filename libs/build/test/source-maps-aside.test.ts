import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../src/index.ts';
import { sourceMapsAside } from '../src/plugins/source-maps-aside.ts';
import { things } from './support/bundle.ts';

describe('source maps', () => {
  it('are kept beside the package, and neither in it nor named by it', async () => {
    // Prepare: folders as serverless-esbuild has them.
    const work = mkdtempSync(join(tmpdir(), 'longhouse-maps-'));
    const outdir = join(work, '.build/src/functions');
    const options = bundleOptions({ serviceFolder: things, sourcemap: 'external' });
    // Act
    await build({
      ...options,
      plugins: [...(options.plugins ?? []), sourceMapsAside(work)],
      entryPoints: ['src/functions/create.ts'],
      outdir,
    });
    // Assess
    expect(readdirSync(outdir)).toEqual(['create.cjs']);
    expect(readdirSync(join(work, '.serverless/source-maps'))).toEqual(['create.cjs.map']);
  });
});
