import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A local cloud of its own: free ports, state in a folder of its own. */
export interface LocalCloud extends AsyncDisposable {
  readonly endpoint: string;
  readonly frontDoor: string;
  /** As it tells it itself. */
  readonly readySeconds: number;
  /** Resolves with the next line of its output that holds a text. */
  says(text: string): Promise<string>;
  /** MB of memory that all of its processes hold. */
  memory(): number;
}

const START = join(import.meta.dirname, '../../libs/local-cloud/src/start/start-local-cloud.ts');

export interface LocalCloudOptions {
  /** Names as in serverless-compose.yml; all of them by default. */
  readonly services?: readonly string[] | undefined;
  /** Whether what is saved meanwhile reaches the functions: what they hold at that moment is late. */
  readonly reload?: boolean;
}

/** Starts what `npm start` starts, in a process of its own. */
export async function startLocalCloud(
  folder: string,
  { services, reload = true }: LocalCloudOptions = {},
): Promise<LocalCloud> {
  const own = { state: join(folder, 'state'), file: join(folder, 'running.json') };
  const options = { port: 0, frontDoorPort: 0, ...own, services, reload };
  const script = `const { startLocalCloud } = await import(${JSON.stringify(START)}); await startLocalCloud(${JSON.stringify(options)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const said = new Promise<{ ready: string; endpoint: string; frontDoor: string }>((resolve, reject) => {
    let ready = '';
    let frontDoor = '';
    child.once('exit', (code) =>
      reject(new Error(`The local cloud ended with ${code}: start it by hand (npm start) to see why.`)),
    );
    lines.on('line', (line) => {
      ready ||= /ready after ([\d.]+) s/.exec(line)?.[1] ?? '';
      frontDoor ||= /All links\s+(\S+)/.exec(line)?.[1] ?? '';
      const endpoint = /AWS endpoint\s+(\S+)/.exec(line)?.[1];
      if (endpoint !== undefined) resolve({ ready, endpoint, frontDoor });
    });
  });
  const { ready, endpoint, frontDoor } = await said;
  return {
    endpoint,
    frontDoor,
    readySeconds: Number(ready),
    says: (text) =>
      new Promise((resolve) => {
        lines.on('line', (line) => {
          if (line.includes(text)) resolve(line);
        });
      }),
    memory: () => memoryOf(child),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

/** Resident memory of a process and of all that came from it, from `ps`. */
function memoryOf({ pid }: ChildProcess): number {
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    const before = family.size;
    for (const [id, parent] of processes) if (family.has(parent)) family.add(id);
    grown = family.size > before;
  }
  return processes.reduce((sum, [id, , kilobytes = 0]) => sum + (family.has(id) ? kilobytes / 1024 : 0), 0);
}
