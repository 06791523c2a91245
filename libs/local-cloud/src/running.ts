import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultHome } from './engine/paths.ts';

/** Where the local cloud of this checkout is, while `npm start` runs. */
export interface Running {
  /** The process of `npm start`. */
  pid: number;
  /** AWS, e.g. `http://127.0.0.1:4566`. */
  endpoint: string;
  /** Stable addresses of all APIs and the pages, e.g. `http://127.0.0.1:4000`. */
  frontDoor: string;
}

/** Written by `npm start` once it is up, and removed at its end. */
export const runningFile = join(defaultHome, 'running.json');

/** The local cloud that runs in this checkout; undefined when none does, or when it was killed and left its file behind. */
export function readRunning(file = runningFile): Running | undefined {
  if (!existsSync(file)) return undefined;
  const running: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isRunning(running) && isAlive(running.pid) ? running : undefined;
}

/** @returns what takes the file away again, unless somebody else's has taken its place */
export function writeRunning(running: Running, file = runningFile): () => void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${running.pid}`, `${JSON.stringify(running, null, 2)}\n`);
  renameSync(`${file}.${running.pid}`, file); // whoever reads it sees all of it
  return () => {
    if (readRunning(file)?.pid === running.pid) rmSync(file, { force: true });
  };
}

function isRunning(value: unknown): value is Running {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'endpoint' in value &&
    typeof value.endpoint === 'string' &&
    'frontDoor' in value &&
    typeof value.frontDoor === 'string'
  );
}

/** Signal 0 reaches nobody, but fails when there is nobody to reach. EPERM: it lives and belongs to another user. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
