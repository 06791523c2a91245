import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';
import { table } from './table.ts';

export interface Surroundings {
  /** Names as in serverless-compose.yml; all of them by default. */
  readonly services?: readonly string[];
  /** What the service's own code reads that a benchmark runs in this process. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What is measured on a local cloud, as rows of a table. It is loaded when the environment is there. */
export type Load = () => Promise<(cloud: LocalCloud) => Promise<string[][]>>;

/** Measures on a new local cloud that is gone afterwards, and prints the figures as a Markdown table. */
export async function onOwnCloud({ services, environment }: Surroundings, load: Load): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'longhouse-bench-'));
  try {
    await using cloud = await startLocalCloud(folder, { services, reload: false });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      ...environment,
    });
    const measure = await load();
    console.log(`\n${table(['what', 'figure'], await measure(cloud))}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
