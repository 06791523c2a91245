import { deployAll } from '../deploy/deploy-all.ts';
import { startEngine } from '../engine/engine.ts';
import { defaultHome, repository } from '../engine/paths.ts';
import { startFrontDoor } from '../front-door/start-front-door.ts';
import { followLogs } from '../logs/follow-logs.ts';
import { startReload } from '../reload/start-reload.ts';
import { type Running, runningFile } from '../running.ts';
import { addresses } from './addresses.ts';
import { checkPaths } from './check-paths.ts';
import { claim } from './claim.ts';
import { onEnd } from './ending.ts';
import { explain } from './explain.ts';
import { progress } from './progress.ts';
import { stateOf } from './reset.ts';

export interface LocalCloudOptions {
  /** The engine's. 0: any free one. */
  port?: number;
  /** 0: any free one. */
  frontDoorPort?: number;
  /** Where tables, users, mails and stacks are kept between runs; default: a folder for each port. */
  state?: string;
  /** Where packages are kept between runs. */
  home?: string;
  /** Where tools of this checkout look for it. */
  file?: string;
  /** Repository whose services are deployed. */
  root?: string;
  /** Names as in serverless-compose.yml, with those that they depend on; all of them by default. */
  services?: readonly string[] | undefined;
  /** Whether what is saved is brought into the running functions; default: yes. */
  reload?: boolean;
}

/**
 * `npm start`: engine, all services, front door, logs and reload, until Ctrl-C. Packaging begins while the engine starts. Ends the
 * process with exit code 1 and a line that says why when it cannot start, or when the engine ends by itself.
 */
export async function startLocalCloud({
  port = 4566,
  frontDoorPort = 4000,
  state = stateOf(port),
  home = defaultHome,
  file = runningFile,
  root = repository,
  services,
  reload = true,
}: LocalCloudOptions): Promise<void> {
  const { step, seconds } = progress();
  const open = new AsyncDisposableStack();
  const fail = onEnd(async () => {
    step('stopping');
    await open.disposeAsync();
    step('stopped');
  });
  try {
    await start();
  } catch (error) {
    if (open.disposed) return; // it was ended while it started: what came next had to fail
    process.stderr.write(`${explain(error)}\n`);
    await open.disposeAsync();
    process.exit(1);
  }

  async function start(): Promise<void> {
    open.defer(claim(running(`http://127.0.0.1:${port}`, `http://127.0.0.1:${frontDoorPort}`), file));
    const starting = startEngine({ state, port, log: step });
    const deploying = deployAll({
      endpoint: starting.then(({ endpoint }) => endpoint),
      root,
      home,
      services,
      log: step,
    });
    deploying.catch(() => {}); // awaited below; it fails with the engine, which is told first
    // Deferred before it is there: who ends this while it starts waits for it, rather than leave it behind.
    open.defer(async () => (await starting.catch(() => undefined))?.stop());
    const engine = await starting;
    const { endpoint } = engine;
    void engine.died.then((error) => fail(error.message));
    step(`engine ${engine.reused ? 'found' : 'started'} at ${endpoint}`);
    const door = await startFrontDoor({ endpoint, port: frontDoorPort });
    open.defer(() => door.stop());
    claim(running(endpoint, door.url), file);
    const deployed = await deploying;
    checkPaths(deployed);
    const logs = followLogs({ endpoint });
    open.defer(() => logs.stop());
    const redeploy = (changed: readonly string[]) => deployAll({ endpoint, root, home, services: changed, log: step });
    if (reload) {
      const reloading = startReload({ endpoint, deployed, redeploy, root, log: step });
      open.defer(() => reloading.stop());
    }
    step(`ready after ${seconds()} s${deployed.some(({ changed }) => changed) ? '' : ', nothing had changed'}`);
    process.stdout.write(
      `\n${addresses({ frontDoor: door.url, endpoint, deployed })}\nCtrl-C stops it. What it holds is kept; \`npm run reset\` empties it.\n\n`,
    );
  }
}

function running(endpoint: string, frontDoor: string): Running {
  return { pid: process.pid, endpoint, frontDoor };
}
