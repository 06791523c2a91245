import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, readRunning } from '../../src/running.ts';
import type { LocalCloudOptions } from '../../src/start/start-local-cloud.ts';
import { until } from './until.ts';

/** A local cloud that was started in a process of its own, as by `npm start`. */
export interface Starting {
  process: ChildProcess;
  /** All that it has printed. */
  said(): string;
  /** Fulfilled with where it is, once it says that it is ready; rejected when it ends before. */
  ready(): Promise<Running>;
  /** Its exit code. */
  ended: Promise<number | null>;
  /** Its processes, itself and the engine and the functions' workers. */
  family(): number[];
}

export function start(options: LocalCloudOptions & { file: string }): Starting {
  const { AWS_ENDPOINT_URL: _, ...env } = process.env;
  const given = JSON.stringify({ port: 0, frontDoorPort: 0, ...options });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run-start.ts'), given], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    process: child,
    said: () => said,
    ended,
    family: () => [child.pid ?? 0, ...descendants(child.pid ?? 0)],
    ready: () =>
      until('the local cloud', () => {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${said}`);
        return said.includes('Ctrl-C stops it') ? readRunning(options.file) : undefined;
      }),
  };
}

/** Whether a process with this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Processes that this one started and that live. */
export function childrenOf(pid: number): number[] {
  return processes().flatMap(([child, parent]) => (parent === pid ? [child] : []));
}

function descendants(pid: number): number[] {
  const parents = processes();
  const children = (of: number): number[] =>
    parents.flatMap(([child, parent]) => (parent === of ? [child, ...children(child)] : []));
  return children(pid);
}

/** All processes with their parents. From /proc where there is one: small Linux images have no `ps`. */
function processes(): [child: number, parent: number][] {
  if (!existsSync('/proc/self/stat')) {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n');
    return table.map((line) => line.trim().split(/\s+/)).map(([child, parent]) => [Number(child), Number(parent)]);
  }
  return readdirSync('/proc').flatMap((name) => {
    const status = /^\d+$/.test(name) ? readIfThere(`/proc/${name}/status`) : '';
    const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
    return parent ? [[Number(name), Number(parent)] as [number, number]] : [];
  });
}

/** A process may end between the listing and the look. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
