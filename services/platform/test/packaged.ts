import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Template } from './template.ts';

const root = dirname(require.resolve('../../../package.json'));

/** Every folder with a serverless.yml. */
export const services = readdirSync(join(root, 'services')).filter((name) =>
  readdirSync(join(root, 'services', name)).includes('serverless.yml'),
);

/** A file of a service, as text. */
export const fileOf = (service: string, file: string): string =>
  readFileSync(join(root, 'services', service, file), 'utf8');

/**
 * Packages a service as CI does: by the real framework, with an environment that holds nothing but PATH. In a copy of its folder,
 * because two of the framework's commands in one folder disturb each other.
 */
export async function packaged(service: string, stage: string, ...options: string[]): Promise<Template> {
  const home = mkdtempSync(join(tmpdir(), 'longhouse-package-'));
  try {
    for (const shared of ['libs', 'node_modules', 'package.json', 'package-lock.json', 'tsconfig.base.json'])
      symlinkSync(join(root, shared), join(home, shared));
    const folder = join(home, 'services', service);
    mkdirSync(dirname(folder), { recursive: true });
    cpSync(join(root, 'services', service), folder, {
      recursive: true,
      filter: (path) => !/[\\/](node_modules|\.serverless|\.esbuild|\.tsbuild)$/.test(path),
    });
    await promisify(execFile)(join(root, 'node_modules/.bin/serverless'), ['package', '--stage', stage, ...options], {
      cwd: folder,
      env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: home },
    });
    const template = readFileSync(join(folder, '.serverless/cloudformation-template-update-stack.json'), 'utf8');
    return JSON.parse(template) as Template;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
