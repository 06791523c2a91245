import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pack } from '../zip/pack.ts';
import { zip } from '../zip/zip.ts';
import { closure, type LockedPackage, type LockedPackages } from './closure.ts';
import { fetchPackages, NativesMissing } from './fetch-packages.ts';
import { nameOf, type Platform } from './platform.ts';
import { shippedFiles } from './shipped-files.ts';

/** Part of the archives' names: another number when their content is made in another way. */
const recipe = 1;

/**
 * Gives a ZIP archive with a native package and all that it needs at run time on a platform, as `node_modules/…`. It is made once and
 * kept in node_modules/.cache/natives, named by the lock file's entries: from what is installed, and for another platform than this
 * machine's from what npm fetches.
 * @param root of the repository, absolute
 * @param from the service's folder from there, with `/`: `services/images`
 * @returns its path
 * @throws NativesMissing
 */
export async function nativesArchive(
  root: string,
  from: string,
  name: string,
  platform: Platform,
  fetch = fetchPackages,
): Promise<string> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: LockedPackages;
  };
  const locked = closure(packages, from, name, platform).map((place): [string, LockedPackage] => [
    place,
    packages[place] ?? {},
  ]);
  const folder = join(root, 'node_modules/.cache/natives');
  const archive = join(folder, `${name.replace('/', '+')}-${nameOf(platform)}-${fingerprint(locked)}.zip`);
  if (existsSync(archive)) return archive;
  mkdirSync(folder, { recursive: true });
  const fetched = mkdtempSync(join(tmpdir(), 'longhouse-natives-'));
  try {
    const absent = locked.filter(([place, about]) => !isInstalled(join(root, place), about));
    const byName = absent.map(([place, about]) => [packageName(place), about] as const);
    if (absent.length > 0) await fetch(fetched, Object.fromEntries(byName), platform, root);
    const files = locked.flatMap(([place, about]) => {
      const here = [join(root, place), join(fetched, 'node_modules', packageName(place))].find((path) =>
        isInstalled(path, about),
      );
      if (here === undefined) throw new NativesMissing(`${place} ${about.version} is not installed: run npm install`);
      const inside = place.startsWith(`${from}/`) ? place.slice(from.length + 1) : place;
      return shippedFiles(here).map((file) =>
        pack({ name: `${inside}/${file}`, data: readFileSync(join(here, file)) }, 9),
      );
    });
    // A rename is there at once or not at all, for whoever makes the same at the same time.
    const made = join(folder, `.${basename(fetched)}`);
    writeFileSync(made, zip(files));
    renameSync(made, archive);
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  return archive;
}

function fingerprint(locked: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([recipe, locked]))
    .digest('hex')
    .slice(0, 16);
}

function packageName(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function isInstalled(folder: string, { version }: LockedPackage): boolean {
  const about = join(folder, 'package.json');
  return existsSync(about) && (JSON.parse(readFileSync(about, 'utf8')) as { version: string }).version === version;
}
