import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { sendProblem } from './problem.ts';
import { send } from './send.ts';
import type { Visit } from './visit.ts';

const folder = join(import.meta.dirname, 'assets');

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** `/-/style.css` and its like: the pages' own files. */
export async function asset({ response, segments: [, name = ''] }: Visit): Promise<void> {
  const type = types[extname(name)];
  // A name is one of letters and hyphens, so that it leads nowhere else.
  const file = type !== undefined && /^[a-z-]+\.[a-z]+$/.test(name) ? join(folder, name) : undefined;
  const body = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  if (body === undefined || type === undefined)
    return sendProblem(response, { status: 404, type: 'not-found', title: 'There is no such file.' });
  send(response, 200, body, { 'content-type': type });
}
