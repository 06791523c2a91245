import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import type { Launch } from './launcher.ts';

/**
 * Starts the engine's process in a group of its own, so that Ctrl-C reaches it only through us. Its standard input is a pipe that it
 * watches: when this process dies, however it dies, the pipe ends and the engine stops by itself.
 */
export function startProcess({ command, args, env }: Launch, logFile: string): ChildProcess {
  const log = openSync(logFile, 'w');
  try {
    return spawn(command, args, { stdio: ['pipe', log, log], env, detached: process.platform !== 'win32' });
  } finally {
    closeSync(log);
  }
}

/** SIGTERM, on which the engine saves its state; SIGKILL to its whole group when that takes more than `patience` ms. */
export async function stopProcess(child: ChildProcess, patience = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child), patience);
  await ended;
  clearTimeout(timer);
}

function killGroup(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}

/** The end of a log, for an error message; nothing when it is gone with its folder. */
export function tail(logFile: string, lines = 5): string {
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-lines).join('\n');
}
