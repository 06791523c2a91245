import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/**
 * Watches folders with all that is below them, also what is made later. (Node's own `recursive` watches single files on Linux and
 * loses them when an editor saves by renaming.)
 * @param changed gets an absolute path
 */
export class WatchedFolders {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed: (file: string) => void;

  constructor(changed: (file: string) => void) {
    this.#changed = changed;
  }

  /** Does nothing for a folder that is watched already or does not exist. */
  add(folder: string, { recursive }: { recursive: boolean }): void {
    if (this.#watchers.has(folder) || !isFolder(folder)) return;
    const watcher = watch(folder, (_, name) => {
      if (!name || name.startsWith('.') || name === 'node_modules') return;
      const path = join(folder, name);
      if (recursive) this.add(path, { recursive });
      this.#changed(path);
    });
    watcher.once('error', () => this.#drop(folder)); // it was removed
    this.#watchers.set(folder, watcher);
    if (!recursive) return;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) this.add(join(folder, entry.name), { recursive });
    }
  }

  close(): void {
    for (const folder of this.#watchers.keys()) this.#drop(folder);
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
