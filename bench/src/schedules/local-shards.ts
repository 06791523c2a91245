import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const STAGES = join(import.meta.dirname, '../../../libs/build/serverless/stages.yml');

/** Parts of the due index in stage `local`: what is stored straight in the table has to lie where the local cloud looks. */
export function localShards(): number {
  // Tags of CloudFormation are of no concern here, and would be warned of.
  const { local } = parse(readFileSync(STAGES, 'utf8'), { logLevel: 'error' }) as { local: { dueShards: number } };
  return local.dueShards;
}
