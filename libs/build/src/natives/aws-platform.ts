import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { lambdaPlatform, type Platform } from './platform.ts';

/** The platform on which functions run in AWS: that of provider.yml, which every service has. */
export function awsPlatform(): Platform {
  const provider = readFileSync(join(import.meta.dirname, '../../serverless/provider.yml'), 'utf8');
  return lambdaPlatform((parse(provider) as { architecture?: string }).architecture);
}
