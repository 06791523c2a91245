import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';

/** The repository's folder: Jest's root is this workspace. */
export const repository = join(process.cwd().split('/libs/testing')[0] ?? process.cwd());

/** Runs one of the repository's own tools in a folder. */
export const command = async (
  name: string,
  args: readonly string[],
  cwd = repository,
): Promise<{ code: number | null; output: string; errors: string }> => {
  const child = spawn(join(repository, 'node_modules/.bin', name), args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: `${join(repository, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`, HOME: cwd, NO_COLOR: '1' },
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, output, errors };
};
