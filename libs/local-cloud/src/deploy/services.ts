import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DeployError } from './errors.ts';

/** A service of the repository, as serverless-compose.yml names it. */
export interface Service {
  name: string;
  /** Absolute. */
  folder: string;
  /** Names of the services which are deployed before it. */
  dependsOn: readonly string[];
}

interface Compose {
  services: Record<string, { path: string; dependsOn?: string | string[] }>;
}

/**
 * The services in serverless-compose.yml, which is the one place that knows their order.
 * @throws DeployError
 */
export function readServices(root: string): Service[] {
  const file = join(root, 'serverless-compose.yml');
  // The framework checks its shape whenever it is used.
  const { services } = parse(readFileSync(file, 'utf8')) as Compose;
  return Object.entries(services).map(([name, { path, dependsOn = [] }]) => {
    const folder = join(root, path);
    if (!existsSync(join(folder, 'serverless.yml')))
      throw new DeployError(`${file}: ${name} has no serverless.yml in ${path}`);
    const unknown = [dependsOn].flat().find((other) => !(other in services));
    if (unknown) throw new DeployError(`${file}: ${name} depends on ${unknown}, which is not listed`);
    return { name, folder, dependsOn: [dependsOn].flat() };
  });
}
