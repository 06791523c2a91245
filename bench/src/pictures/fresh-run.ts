import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cost } from './way.ts';

const run = promisify(execFile);

/**
 * Runs a way in a fresh process.
 * @param options.cores on how many of the machine's; libvips gets as many threads
 * @param options.folder where the files are left
 */
export async function freshRun(
  way: string,
  picture: string,
  { cores = 1, folder }: { cores?: number; folder?: string } = {},
): Promise<Cost> {
  const list = Array.from({ length: cores }, (_, core) => core).join(',');
  const args = ['--cpu-list', list, process.execPath, join(import.meta.dirname, 'run.ts'), way, picture];
  const { stdout } = await run('taskset', folder === undefined ? args : [...args, folder], {
    env: { PATH: process.env['PATH'], VIPS_CONCURRENCY: String(cores), NODE_NO_WARNINGS: '1' },
  });
  return JSON.parse(stdout) as Cost;
}
