import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../src/bundle-options.ts';
import { nativesIn } from '../../src/natives/natives-in.ts';
import { temporary } from '../support/temporary.ts';

/** A bundle of one line of source, as it is shipped. */
async function bundleOf(source: string): Promise<string> {
  const folder = temporary();
  writeFileSync(join(folder, 'function.ts'), source);
  const options = bundleOptions({ serviceFolder: folder, natives: ['sharp', '@x/y'], sourcemap: false });
  const { outputFiles } = await build({ ...options, entryPoints: ['function.ts'], outfile: 'out.cjs', write: false });
  return outputFiles[0]?.text ?? '';
}

it.each([
  ['an import', "import sharp from 'sharp';\nexport const handler = () => sharp();", ['sharp']],
  ['an import when it is called', "export const handler = () => import('sharp');", ['sharp']],
  ['a part of a package', "import { a } from '@x/y/a';\nexport const handler = () => a();", ['@x/y']],
  ['a type', "import type { Sharp } from 'sharp';\nexport const handler = (one: Sharp) => one;", []],
  ['its name', "export const handler = () => 'sharp, sharper';", []],
  ['another with its beginning', "export const handler = () => import('node:fs');", []],
])('finds what a bundle takes from beside it by %s', async (_, source, found) => {
  expect(nativesIn(await bundleOf(source), ['sharp', '@x/y'])).toEqual(found);
});
