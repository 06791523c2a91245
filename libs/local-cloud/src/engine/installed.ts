import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from './paths.ts';
import { run as runCommand, type Run } from './run.ts';

/** A Python that has the engine's packages, and where they are when not in its own environment. */
export interface Interpreter {
  python: string;
  path?: string;
}

/** Written into an install when it is complete: `python` and `path` relative to the install's folder, or absolute. */
export const manifest = 'engine.json';

/** Folder of the install for this lock, `<home>/engine/<version>-<lock hash>`: another lock is another folder. */
export function installFolder(home: string): string {
  const lock = readFileSync(lockFile, 'utf8');
  const version = /^ministack==(\S+)/m.exec(lock)?.[1] ?? 'unknown';
  return join(home, 'engine', `${version}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
}

/** The complete install in `folder`; undefined when there is none, or when the Python that it was made with is gone. */
export async function findInstalled(folder: string, run: Run = runCommand): Promise<Interpreter | undefined> {
  let written: string;
  try {
    written = readFileSync(join(folder, manifest), 'utf8');
  } catch {
    return undefined; // not installed yet
  }
  const { python, path } = JSON.parse(written) as Interpreter; // written by `install` alone
  const found = { python: absolute(folder, python), ...(path && { path: absolute(folder, path) }) };
  return (await run(found.python, ['-c', '0'])).ok ? found : undefined;
}

/** Not `resolve`: an environment's `python` is a link that must be called by its own name. */
function absolute(folder: string, path: string): string {
  return path.startsWith('/') || /^[A-Za-z]:/.test(path) ? path : join(folder, path);
}
