import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultHome } from '../engine/paths.ts';
import { readRunning, runningFile } from '../running.ts';

/** Where `npm start` keeps tables, users, mails, objects, stacks: a folder for each port of the engine. */
const stateFolder = join(defaultHome, 'state');

/** Addresses of queues name the engine's port: at another one nobody would look into them. */
export const stateOf = (port: number): string => join(stateFolder, String(port));

/** Empties the local cloud: the next `npm start` begins with nothing. Packages and the engine itself are kept. */
export function reset(folder = stateFolder, file = runningFile): void {
  const running = readRunning(file);
  if (running) {
    process.stderr.write(
      `The local cloud is running (process ${running.pid}): stop it with Ctrl-C first, then reset.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const there = existsSync(folder);
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(there ? 'The local cloud is empty now.\n' : 'The local cloud was empty already.\n');
}
