import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Service } from './services.ts';

/** `<workshop>/services/users` with all that is in the service, and links to what it refers to as `../../libs`. */
export function mirrorService({ folder }: Service, root: string, workshop: string): string {
  const mirror = join(workshop, relative(root, folder));
  mkdirSync(mirror, { recursive: true });
  for (const name of ['libs', 'node_modules', 'package.json', 'package-lock.json', 'tsconfig.base.json']) {
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(workshop, name));
  }
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const [original, here] = [join(folder, entry.name), join(mirror, entry.name)];
    // A folder is linked, so that source maps name the sources; the framework does not take a link for its serverless.yml.
    if (entry.isDirectory()) symlinkSync(original, here);
    else copyFileSync(original, here);
  }
  return mirror;
}
