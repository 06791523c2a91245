import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readServices } from '../../libs/local-cloud/src/deploy/services.ts';
import type { Part } from './affected.ts';

/**
 * Every library and service with what it needs: `dependencies` of its package.json, libraries that its serverless.yml takes fragments and
 * plugins from, and the services that serverless-compose.yml deploys before it. Services come last, in the order of their deployment.
 * @param root the repository's folder
 */
export function readParts(root: string): Part[] {
  const services = readServices(root).map(({ folder, dependsOn }) => ({
    folder: relative(root, folder),
    dependsOn: dependsOn.map((name) => `@services/${name}`),
  }));
  const libs = readdirSync(join(root, 'libs')).map((name) => ({ folder: `libs/${name}`, dependsOn: [] }));
  return [...libs, ...services].map(({ folder, dependsOn }) => {
    // npm has read it before this runs.
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      name: string;
      dependencies?: Record<string, string>;
    };
    const needs = new Set([
      ...Object.keys(manifest.dependencies ?? {}),
      ...fragmentsOf(join(root, folder)),
      ...dependsOn,
    ]);
    return { name: manifest.name, folder, needs: [...needs].filter((need) => /^@(libs|services)\//.test(need)) };
  });
}

/** `../../libs/build/serverless/provider.yml` and `@libs/local-cloud/stage-guard` name the libraries build and local-cloud. */
function fragmentsOf(folder: string): string[] {
  const file = join(folder, 'serverless.yml');
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/\blibs\/([\w-]+)/g)].map(([, name]) => `@libs/${name}`);
}
