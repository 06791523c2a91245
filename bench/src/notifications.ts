import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from './local-cloud.ts';
import { table } from './table.ts';

/** `npm run bench:notifications [latency|flood|fan-out] [count]`: how fast people are told, on a local cloud of its own; as Markdown tables. */
const [part, count] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'longhouse-notifications-'));

const parts = {
  latency: async () => (await import('./notifications/latency.ts')).latency,
  flood: async () => (await import('./notifications/flood.ts')).flood,
  'fan-out': async () => (await import('./notifications/fan-out.ts')).fanOut,
};

try {
  for (const [name, load] of Object.entries(parts)) {
    if (part !== undefined && part !== name) continue;
    await using cloud = await startLocalCloud(join(folder, name));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      TABLE_NAME: 'notifications-local',
    });
    const measure = await load();
    console.log(
      `\n${table(['what', 'figure'], await measure(cloud, count === undefined ? undefined : Number(count)))}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
