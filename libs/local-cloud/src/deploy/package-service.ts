import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PackagingFailed } from './errors.ts';
import { fingerprint } from './fingerprint.ts';
import { packageWithFramework } from './framework.ts';
import { mirrorService } from './mirror-service.ts';
import type { Service } from './services.ts';

/** Packages of one service that are kept: going back and forth between two branches costs nothing. */
const kept = 4;

/**
 * Gives the folder with what the framework makes of a service for stage `local` (templates, state, one zip a function), named by
 * its content: made once, and never changed afterwards.
 *
 * The framework writes into the folder that it runs in, so it runs in one of its own that links to the sources. Two packagings at
 * once, or one beside a `serverless deploy` in the service's folder, do not see each other.
 * @throws PackagingFailed
 */
export async function packageService(
  service: Service,
  {
    services,
    root,
    home,
    log,
  }: { services: readonly Service[]; root: string; home: string; log: (line: string) => void },
): Promise<string> {
  const packages = join(home, 'packages');
  const folder = join(packages, `${service.name}-${fingerprint(service, services, root)}`);
  if (existsSync(folder)) return folder;
  log(`packaging ${service.name}`);
  const start = performance.now();
  mkdirSync(packages, { recursive: true });
  const workshop = mkdtempSync(join(packages, `.${service.name}-`));
  try {
    const mirror = mirrorService(service, root, workshop);
    await packageWithFramework(service.name, mirror);
    place(join(mirror, '.serverless'), folder, service.name);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  prune(packages, service.name);
  log(`packaged ${service.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return folder;
}

/** A rename is there at once or not at all. Where another run was first, its package is the same. */
function place(made: string, folder: string, name: string): void {
  if (!existsSync(made))
    throw new PackagingFailed(`${name}: the framework reported success, but left nothing in .serverless`);
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function prune(packages: string, name: string): void {
  const age = (entry: string) =>
    Date.now() - (statSync(join(packages, entry), { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  const entries = readdirSync(packages);
  const old = entries.filter((entry) => entry.replace(/-[0-9a-f]{16}$/, '') === name).sort((a, b) => age(a) - age(b));
  const abandoned = entries.filter((entry) => entry.startsWith('.') && age(entry) > 3_600_000); // its process was killed
  for (const entry of [...old.slice(kept), ...abandoned])
    rmSync(join(packages, entry), { recursive: true, force: true });
}
