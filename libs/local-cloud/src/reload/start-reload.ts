import { relative } from 'node:path';
import { UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { zip } from '@libs/build';
import { localClients } from '../deploy/clients.ts';
import type { Packaged } from '../deploy/packaged.ts';
import { readServices, type Service } from '../deploy/services.ts';
import { repository } from '../engine/paths.ts';
import { Bundles, type EntryPoint } from './bundles.ts';
import { inTurns } from './in-turns.ts';
import { watchSources } from './watch-sources.ts';

export interface ReloadOptions {
  /** The engine's. */
  endpoint: string;
  /** What `deployAll` gave. */
  deployed: readonly Packaged[];
  /** Deploys these services again, because more than code has changed: a serverless.yml, or how things are built. */
  redeploy: (services: readonly string[]) => Promise<readonly Packaged[]>;
  /** Gets a line for each reload and each mistake in the sources. */
  log: (line: string) => void;
  root?: string;
}

/** What `startReload` began. */
export interface Reload {
  /** Fulfilled once it is known which source is in which function. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Brings every saved source into the running functions that contain it: rebuilt in this process, then UpdateFunctionCode. Sources
 * that do not build leave the running functions as they are.
 */
export function startReload({ endpoint, deployed, redeploy, log, root = repository }: ReloadOptions): Reload {
  const services = readServices(root);
  const bundles = new Bundles(root);
  const { functions } = localClients(endpoint);
  const learn = async (packages: readonly Packaged[]) => {
    for (const service of services) {
      const packaged = packages.find(({ service: name }) => name === service.name);
      if (packaged) await bundles.learn(service, entryPoints(service, packaged));
    }
  };
  const ready = learn(deployed);
  let last: Promise<void> = ready;
  let stopped = false;
  const stopWatching = watchSources(services, root, (files) => {
    // One after the other: two updates of one function must not overtake each other.
    last = last.then(() => take(files)).catch((error: Error) => log(`reload failed: ${error.message}`));
  });

  return {
    ready,
    async stop() {
      stopped = true;
      stopWatching();
      await last;
      await bundles.stop();
      functions.destroy();
    },
  };

  async function take(files: readonly string[]): Promise<void> {
    if (stopped) return;
    const configured = services.filter((service) => files.some((file) => isConfiguration(file, service, root)));
    const again = configured.map(({ name }) => name);
    if (again.length > 0) {
      log(`the configuration of ${again.join(', ')} has changed: deploying`);
      await learn(await redeploy(again));
    }
    const entries = bundles.containing(files).filter(({ service }) => !again.includes(service.name));
    if (entries.length === 0) return;
    const start = performance.now();
    const results = await inTurns(entries, update);
    const names = entries
      .filter((_, index) => results[index] === undefined)
      .flatMap(({ functionNames }) => functionNames);
    if (names.length > 0) log(`reloaded ${names.join(', ')} (${(performance.now() - start).toFixed(0)} ms)`);
    for (const message of new Set(results.flatMap((errors) => errors ?? []))) log(`not reloaded: ${message}`);
  }

  /** @returns what is wrong with the sources, or nothing */
  async function update(entry: EntryPoint): Promise<readonly string[] | undefined> {
    const built = await bundles.rebuild(entry);
    if ('errors' in built) return built.errors;
    const ZipFile = zip(built.files);
    await Promise.all(
      entry.functionNames.map((FunctionName) =>
        functions.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile })),
      ),
    );
    return undefined;
  }
}

function entryPoints(service: Service, { functions }: Packaged): EntryPoint[] {
  const byPath = Map.groupBy(functions, ({ entry }) => entry);
  return [...byPath].map(([path, same]) => ({ service, path, functionNames: same.map(({ name }) => name) }));
}

/** Files by which more than code has changed: a service's serverless.yml, and how services are built. */
function isConfiguration(file: string, { folder }: Service, root: string): boolean {
  return (
    /^(serverless\.yml|package\.json)$/.test(relative(folder, file)) ||
    /^libs[\\/]build[\\/]/.test(relative(root, file))
  );
}
