import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer, Part } from './protocol.ts';

export interface Broker {
  /** `http://127.0.0.1:<port>`; `GET /engine` starts the engine or waits for it, and answers with its `Answer`. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the parts of a test run when the first test file asks for one and shares them between Jest's workers. A run that needs none
 * starts nothing.
 * @param root the repository's folder
 */
export const startBroker = async (root: string): Promise<Broker> => {
  const hosts: ChildProcess[] = [];
  const answers = new Map<Part, Promise<Answer>>();

  const start = async (part: Part): Promise<Answer> => {
    const host = spawn(process.execPath, [join(root, 'libs/testing/src/run/host.ts'), part], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: environment(),
    });
    hosts.push(host);
    const line = once(createInterface({ input: host.stdout }), 'line').then(
      ([text]) => JSON.parse(String(text)) as Answer,
    ); // host.ts writes it
    const ended = once(host, 'exit').then(([code]) => ({
      error: `The host of the test ${part} ended with ${String(code)}.`,
    }));
    return Promise.race([line, ended]);
  };

  const server = http.createServer((request, response) => {
    const part = (request.url ?? '').slice(1) as Part; // asked by ask.ts, which is typed
    if (!answers.has(part)) answers.set(part, start(part));
    void answers.get(part)?.then((answer) => response.end(JSON.stringify(answer)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The broker of the test run listens on no port.');

  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all(hosts.map(end));
    },
  };
};

/** The end of its standard input tells a host to stop; what it started ends with it. */
const end = async (host: ChildProcess): Promise<void> => {
  if (host.exitCode !== null || host.signalCode !== null) return;
  const exit = once(host, 'exit');
  host.stdin?.end();
  await exit;
};

/** The shell's environment without its AWS configuration: a run's own cloud knows no account. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
