import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSettings } from '../build-settings.ts';
import { awsPlatform } from './aws-platform.ts';
import { NativesMissing } from './fetch-packages.ts';
import { nativesArchive } from './natives-archive.ts';
import { ownPlatform } from './platform.ts';

/**
 * `npm run natives`, which `npm install` and `npm ci` run at their end: makes what services package of native code, for Lambda's platform and this
 * machine's, so that packaging needs no network.
 */
const root = join(import.meta.dirname, '../../../..');

try {
  for (const service of readdirSync(join(root, 'services'))) {
    for (const name of buildSettings(join(root, 'services', service)).natives ?? []) {
      for (const platform of [awsPlatform(), ownPlatform()]) {
        await nativesArchive(root, `services/${service}`, name, platform);
      }
    }
  }
} catch (error) {
  if (!(error instanceof NativesMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
