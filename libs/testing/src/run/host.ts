import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployAll, startEngine, startFrontDoor } from '@libs/local-cloud';
import type { Answer, Part } from './protocol.ts';

/**
 * Runs one part of a test run (`node host.ts engine`) in a process of its own: under plain Node, so that nothing of it passes through Jest's
 * transform, and tied to the run by its standard input. When that ends, the run has ended, however it did, and everything stops.
 *
 * Standard output has one line of JSON (`Answer`), standard error tells what takes time.
 */
const parts: Record<Part, () => Promise<{ address: unknown; stop: () => Promise<void> }>> = {
  engine: async () => {
    // Whatever emulator the shell names: a test run has its own.
    const engine = await startEngine({ running: '', log: tell });
    return { address: { endpoint: engine.endpoint }, stop: () => engine.stop() };
  },
  cloud: async () => {
    const state = await mkdtemp(join(tmpdir(), 'longhouse-cloud-'));
    const starting = startEngine({ running: '', state, log: tell });
    const deploying = deployAll({ endpoint: starting.then(({ endpoint }) => endpoint), log: tell });
    deploying.catch(() => {}); // awaited below; it fails with the engine, which is told first
    const engine = await starting;
    const frontDoor = await startFrontDoor({ endpoint: engine.endpoint, port: 0 });
    const stop = async () => {
      await frontDoor.stop();
      await engine.stop();
      await rm(state, { recursive: true, force: true });
    };
    try {
      await deploying;
    } catch (cause) {
      await stop();
      throw cause;
    }
    return { address: { endpoint: engine.endpoint, frontDoor: frontDoor.url, state }, stop };
  },
};

const tell = (line: string) => void process.stderr.write(`test ${process.argv[2]}: ${line}\n`);

const answer = (line: Answer) => void process.stdout.write(`${JSON.stringify(line)}\n`);

const over = new Promise<void>((resolve) => {
  process.stdin.resume().once('end', resolve).once('close', resolve);
  // Ctrl-C goes to the whole process group: Jest ends by it, and then so does the standard input.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
});

const part = parts[process.argv[2] as Part]; // given by broker.ts
try {
  const { address, stop } = await part();
  answer({ address });
  await over;
  await stop();
} catch (cause) {
  answer({ error: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) });
}
process.exit();
