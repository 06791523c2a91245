import { readRunning, type Running, runningFile, writeRunning } from '../running.ts';

/** `npm start` runs in this checkout already. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning';
}

/**
 * Says to all tools of this checkout where its local cloud is, from the moment that it is being started.
 * @returns what takes that back
 * @throws AlreadyRunning
 */
export function claim(running: Running, file = runningFile): () => void {
  const other = readRunning(file);
  if (other && other.pid !== running.pid) {
    throw new AlreadyRunning(`The local cloud is already running: ${other.frontDoor} (process ${other.pid}).`);
  }
  return writeRunning(running, file);
}
