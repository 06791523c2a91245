import { readFileSync, writeFileSync } from 'node:fs';
import { unpack, unzip } from '../zip/unzip.ts';
import { zip } from '../zip/zip.ts';
import { nativesOf } from './natives-of.ts';
import type { Platform } from './platform.ts';

/**
 * Adds to a function's finished package the native packages that its bundle imports.
 * @param file the package, a ZIP archive
 * @param serviceFolder absolute
 * @param natives `custom.build.natives`
 * @throws NativesMissing
 */
export async function addNatives(
  file: string,
  serviceFolder: string,
  natives: readonly string[],
  platform: Platform,
): Promise<void> {
  const own = unzip(readFileSync(file));
  const code = own.filter(({ name }) => name.endsWith('.cjs')).map((bundle) => unpack(bundle).toString());
  const added = await nativesOf(serviceFolder, natives, code.join('\n'), platform);
  if (added.length > 0) writeFileSync(file, zip([...own, ...added]));
}
