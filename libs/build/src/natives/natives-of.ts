import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Packed } from '../zip/pack.ts';
import { unzip } from '../zip/unzip.ts';
import { nativesArchive } from './natives-archive.ts';
import { nativesIn } from './natives-in.ts';
import type { Platform } from './platform.ts';
import { rootOf } from './root-of.ts';

/**
 * The files that a function's package has beside its bundle: the native packages that the bundle imports, none for most. They are
 * packed already, so that this takes milliseconds.
 * @param serviceFolder absolute
 * @param natives `custom.build.natives`
 * @throws NativesMissing
 */
export async function nativesOf(
  serviceFolder: string,
  natives: readonly string[],
  bundle: string,
  platform: Platform,
  archive = nativesArchive,
): Promise<Packed[]> {
  const imported = nativesIn(bundle, natives);
  if (imported.length === 0) return [];
  const root = rootOf(serviceFolder);
  const from = relative(root, serviceFolder).split(sep).join('/');
  const files = new Map<string, Packed>(); // two packages may need the same third
  for (const name of imported) {
    for (const file of unzip(readFileSync(await archive(root, from, name, platform)))) files.set(file.name, file);
  }
  return [...files.values()];
}
