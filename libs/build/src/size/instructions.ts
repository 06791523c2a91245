import { execFile, spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether start-up instructions can be counted on this machine. */
export function hasValgrind(): boolean {
  return spawnSync('valgrind', ['--version']).status === 0;
}

/**
 * Instructions that a process of this Node executes from start to end, in millions. V8 runs on one thread and with a fixed seed, so that
 * the count is the same (to 1 in 10,000) on every run.
 * @param script a CommonJS file, and its arguments
 * @throws Error when the script fails, with what it wrote
 */
export async function instructions(script: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { stderr } = await run(
    'valgrind',
    [
      '--tool=cachegrind',
      '--cache-sim=no',
      `--cachegrind-out-file=${devNull}`,
      process.execPath,
      '--single-threaded',
      '--random-seed=1',
      ...script,
    ],
    { env, maxBuffer: 1 << 26 },
  );
  const count = /I\s+refs:\s+([\d,]+)/.exec(stderr)?.[1];
  if (count === undefined) throw new Error(`valgrind counted nothing:\n${stderr}`);
  return Number(count.replaceAll(',', '')) / 1e6;
}
