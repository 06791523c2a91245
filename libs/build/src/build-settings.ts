import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { BundleSettings } from './bundle-options.ts';

/** `custom.build` of a serverless.yml: what a service's bundles are made with. */
export type BuildSettings = Pick<BundleSettings, 'natives' | 'sdk'>;

/** What a service's serverless.yml says about its bundles, for whoever builds them without the framework. */
export function buildSettings(serviceFolder: string): BuildSettings {
  const file = join(serviceFolder, 'serverless.yml');
  if (!existsSync(file)) return {};
  // CloudFormation's tags (`!Ref`) are none that YAML knows; the framework checks the rest.
  const { custom } = parse(readFileSync(file, 'utf8'), { logLevel: 'error' }) as { custom?: { build?: BuildSettings } };
  return custom?.build ?? {};
}
