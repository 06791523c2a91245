import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the lock file that a service's packages are in: of this repository, or of the local cloud's workshop that mirrors it.
 * @param serviceFolder absolute
 * @throws Error when there is none
 */
export function rootOf(serviceFolder: string): string {
  for (let folder = serviceFolder; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package-lock.json'))) return folder;
    if (folder === dirname(folder)) throw new Error(`no package-lock.json above ${serviceFolder}: run npm install`);
  }
}
