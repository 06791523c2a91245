import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Service } from '../deploy/services.ts';
import { WatchedFolders } from './watch-folders.ts';

/** Milliseconds of silence after which what was saved together is taken together. */
const together = 15;

/**
 * Watches what services are made of: their sources and serverless.yml, and all libraries.
 * @param changed gets absolute paths, each once
 * @returns what ends it
 */
export function watchSources(
  services: readonly Service[],
  root: string,
  changed: (files: string[]) => void,
): () => void {
  const files = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const folders = new WatchedFolders((file) => {
    files.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const taken = [...files];
      files.clear();
      changed(taken);
    }, together);
  });
  for (const { folder } of services) {
    folders.add(folder, { recursive: false });
    folders.add(join(folder, 'src'), { recursive: true });
  }
  for (const library of readdirSync(join(root, 'libs'))) {
    folders.add(join(root, 'libs', library, 'src'), { recursive: true });
    folders.add(join(root, 'libs', library, 'serverless'), { recursive: true });
  }
  return () => {
    clearTimeout(timer);
    folders.close();
  };
}
