import { allBridges } from './bridges.ts';
import { EngineDidNotStart } from './errors.ts';
import { findEngine } from './find.ts';
import type { Engine } from './handle.ts';
import { answers } from './health.ts';
import { assertLoopback } from './loopback.ts';
import { defaultHome } from './paths.ts';
import { freePort } from './port.ts';
import { startOn } from './start-on.ts';

export type { Engine } from './handle.ts';

export interface EngineOptions {
  /** Where the engine itself is kept, shared by all runs. */
  home?: string;
  /** Folder of its state, kept between runs. Without one it has a temporary folder, which `stop` removes. */
  state?: string;
  /** 0: any free one. */
  port?: number;
  /** Gets a line for each step that takes time. */
  log?: (line: string) => void;
  /** A running emulator to use instead; the empty string: none. */
  running?: string;
  /** Names of the gaps to mend, files of `bridges/`; tests of the bridges also start the untouched engine, with none. */
  bridges?: readonly string[];
  /** Seconds between two saves of the state while the engine runs. */
  saveSeconds?: number;
}

/**
 * Finds or fetches the engine and starts it, on 127.0.0.1 alone.
 * @throws EngineUnavailable, EngineDidNotStart, PortTaken, NotLoopback
 * @example
 * const engine = await startEngine({ log: console.log });
 * const tables = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-central-1' });
 * await engine.stop();
 */
export async function startEngine({
  home = defaultHome,
  state,
  port = 0,
  log = () => {},
  running = process.env.AWS_ENDPOINT_URL ?? '',
  bridges = allBridges,
  saveSeconds = 5,
}: EngineOptions = {}): Promise<Engine> {
  if (running) {
    assertLoopback(running);
    if (await answers(running)) return reuse(running, log);
    log(`nothing answers at AWS_ENDPOINT_URL=${running}: starting an engine`);
  }
  const launcher = await findEngine(home, log);
  const settings = { bridges, saveSeconds, ...(state !== undefined && { kept: state }) };
  for (let left = port === 0 ? 3 : 1; ; left -= 1) {
    const chosen = await freePort(port);
    try {
      return await startOn(chosen, launcher, settings);
    } catch (error) {
      // Another process took the free port before the engine did: take another one.
      if (left === 1 || !(error instanceof EngineDidNotStart) || !error.message.includes('already in use')) throw error;
    }
  }
}

function reuse(running: string, log: (line: string) => void): Engine {
  log(`using the emulator that runs at AWS_ENDPOINT_URL=${running}`);
  const { origin, port, protocol } = new URL(running);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  return {
    endpoint: origin,
    port: number,
    pid: undefined,
    reused: true,
    died: new Promise(() => {}),
    stop: async () => {},
  };
}
