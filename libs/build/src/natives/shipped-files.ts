import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What no running function reads: types, sources of the native part, maps, documentation. Licences go with the code. */
const left = /(\.d\.[cm]?ts|\.map|\.md|\.h|\.cc|\.cpp|\.gyp|\.bnf)$/;
const licence = /(^|\/)(licen[cs]e|notice|third-party)[^/]*$/i;

/** The files of a package that are shipped, from its folder and with `/`, in the order of their names. */
export function shippedFiles(folder: string): string[] {
  return list(folder, '')
    .filter((file) => licence.test(file) || !left.test(file))
    .sort();
}

function list(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    // Packages in a package have places of their own in the lock file.
    if (name === 'node_modules') return [];
    return entry.isDirectory() ? list(folder, `${below}${name}/`) : [`${below}${name}`];
  });
}
