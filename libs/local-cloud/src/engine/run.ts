import { spawn } from 'node:child_process';

/** How a command ended. `why` is one line for people, empty when it went well. */
export interface Outcome {
  ok: boolean;
  out: string;
  why: string;
}

export type Run = (command: string, args: string[]) => Promise<Outcome>;

/** Runs a command to its end without blocking; never throws: a command that does not exist is an outcome like others. */
export const run: Run = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...quietPip } });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, out: '', why: error.code === 'ENOENT' ? 'not found' : error.message }),
    );
    child.once('close', (code) =>
      resolve({ ok: code === 0, out: out.trim(), why: code === 0 ? '' : lastLine(err || out) || `exit code ${code}` }),
    );
  });

const quietPip = { PIP_DISABLE_PIP_VERSION_CHECK: '1' };

/** pip's and uv's last line names the reason; 200 characters keep a list of versions off the terminal. */
function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').trim().slice(0, 200);
}
