import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from './command.ts';

/** A small house in a temporary folder, with the packages of the real one; removed when its scope ends. */
export const plant = async (files: Readonly<Record<string, string>>): Promise<{ folder: string } & AsyncDisposable> => {
  const folder = await mkdtemp(join(tmpdir(), 'longhouse-checks-'));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
};
