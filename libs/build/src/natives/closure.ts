import { posix } from 'node:path';
import type { Platform } from './platform.ts';

/** What is read of an entry of package-lock.json, version 3: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export interface LockedPackage {
  version?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

/** Entries by their place: `node_modules/sharp`, `services/images/node_modules/sharp`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/**
 * A package with all that it needs at run time on one platform, by their places. Of the optional dependencies those made for the
 * platform, as npm installs them: sharp names the binaries of 24 platforms, of which 2 packages are needed.
 * @param from the folder that needs it, from the root: `services/images`
 * @throws Error when the lock file has it not
 */
export function closure(packages: LockedPackages, from: string, name: string, platform: Platform): string[] {
  const places = new Set<string>();
  const visit = (dependent: string, wanted: string) => {
    const place = find(packages, dependent, wanted);
    if (place === undefined) throw new Error(`package-lock.json has no ${wanted} for ${dependent}: run npm install`);
    if (places.has(place)) return;
    places.add(place);
    const { dependencies = {}, optionalDependencies = {} } = packages[place] ?? {};
    for (const required of Object.keys(dependencies)) if (!(required in optionalDependencies)) visit(place, required);
    for (const optional of Object.keys(optionalDependencies)) {
      const found = find(packages, place, optional);
      if (found !== undefined && suits(packages[found] ?? {}, platform)) visit(place, optional);
    }
  };
  visit(from, name);
  return [...places].sort();
}

/** As Node looks for it: in the nearest node_modules, then outwards. */
function find(packages: LockedPackages, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const place = posix.join(folder, 'node_modules', name);
    if (place in packages) return place;
    if (folder === '.') return undefined;
  }
}

function suits({ os, cpu, libc }: LockedPackage, platform: Platform): boolean {
  return (
    allows(os, platform.os) && allows(cpu, platform.cpu) && (platform.os !== 'linux' || allows(libc, platform.libc))
  );
}

/** `["linux"]`, `["!win32"]`: https://docs.npmjs.com/cli/configuring-npm/package-json#os */
function allows(list: readonly string[] | undefined, value: string | undefined): boolean {
  if (list === undefined || value === undefined) return true;
  if (list.includes(`!${value}`)) return false;
  const wanted = list.filter((one) => !one.startsWith('!'));
  return wanted.length === 0 || wanted.includes(value);
}
