import { defaultHome, repository } from '../engine/paths.ts';
import { localClients } from './clients.ts';
import { deployService } from './deploy-service.ts';
import { packageService } from './package-service.ts';
import { type Packaged, readPackaged } from './packaged.ts';
import { readServices, type Service } from './services.ts';

export interface PackageOptions {
  /** Names as in serverless-compose.yml; all of them by default. */
  services?: readonly string[] | undefined;
  root?: string;
  /** Where packages are kept between runs, in `packages/`. */
  home?: string;
  /** Gets a line for each step that takes time. */
  log?: (line: string) => void;
}

export interface DeployOptions extends PackageOptions {
  /** Where the local cloud answers. It may still be starting: packaging does not wait for it. */
  endpoint: string | Promise<string>;
}

/** What became of one service. */
export interface Deployed extends Packaged {
  service: string;
  changed: boolean;
}

/**
 * Deploys services to the local cloud: packaged by the real framework side by side, and their stacks created or updated through the
 * AWS API from these very files in the order of serverless-compose.yml. What has not changed is left alone.
 * @throws PackagingFailed, StackFailed
 * @example
 * await deployAll({ endpoint: 'http://127.0.0.1:4566', services: ['platform', 'users'], log: console.log });
 */
export async function deployAll({
  endpoint,
  services: names,
  root = repository,
  home = defaultHome,
  log = () => {},
}: DeployOptions): Promise<Deployed[]> {
  const services = readServices(root);
  const chosen = services.filter(({ name }) => names?.includes(name) ?? true);
  const under = new Map<string, Promise<Deployed>>();
  for (const service of inOrder(chosen)) {
    const before = service.dependsOn.flatMap((name) => under.get(name) ?? []);
    under.set(service.name, deployOne(service, before));
  }
  return Promise.all(under.values());

  async function deployOne(service: Service, before: Promise<Deployed>[]): Promise<Deployed> {
    const packaging = packageService(service, { services, root, home, log });
    const [folder, url] = await Promise.all([packaging, endpoint, ...before]);
    const start = performance.now();
    const packaged = readPackaged(folder);
    const changed = await deployService(localClients(url), packaged);
    if (changed) log(`deployed ${service.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    return { ...packaged, changed };
  }
}

/** Each service after those that it depends on. The framework's compose has refused a circle. */
function inOrder(services: readonly Service[]): Service[] {
  const ordered = new Set<Service>();
  const visit = (service: Service) => {
    for (const other of services) if (service.dependsOn.includes(other.name) && !ordered.has(other)) visit(other);
    ordered.add(service);
  };
  services.forEach(visit);
  return [...ordered];
}
