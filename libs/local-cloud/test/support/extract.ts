import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unpack, unzip } from '@libs/build';

/** Unpacks an archive into a folder of its own in another one. */
export function extract(archive: string, parent: string): string {
  const folder = mkdtempSync(join(parent, 'extracted-'));
  for (const file of unzip(readFileSync(archive))) {
    mkdirSync(dirname(join(folder, file.name)), { recursive: true });
    writeFileSync(join(folder, file.name), unpack(file));
  }
  return folder;
}
