import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { compileCache, frameworkCommand } from '../../src/deploy/framework.ts';
import { nodeFolder } from '../../src/engine/paths.ts';

/** What a command of the framework did. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** `connect 127.0.0.1:4566`, `look-up sts.amazonaws.com`: each once. */
  connections: string[];
}

const recorder = require.resolve('./record-connections.cjs');

/**
 * Runs `npx serverless <args>` in a folder, with nothing in its environment but PATH and what is given.
 */
export async function serverless(folder: string, args: string, environment: Record<string, string> = {}): Promise<Ran> {
  const own = mkdtempSync(join(tmpdir(), 'longhouse-cli-'));
  const list = join(own, 'connections');
  writeFileSync(list, '');
  const child = spawn(process.execPath, [frameworkCommand, ...args.split(' ')], {
    cwd: folder,
    env: {
      PATH: [nodeFolder, '/usr/bin', '/bin'].join(delimiter),
      NODE_OPTIONS: `--require ${recorder}`,
      CONNECTIONS: list,
      NODE_COMPILE_CACHE: compileCache,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (text: Buffer) => (said[stream] += text.toString()));
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const connections = [...new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean))];
  rmSync(own, { recursive: true, force: true });
  return { code, ...said, connections };
}
