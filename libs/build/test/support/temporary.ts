import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that is gone after the tests of this file. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'longhouse-natives-test-'));
  made.push(folder);
  return folder;
}
