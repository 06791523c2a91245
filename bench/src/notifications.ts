import { onOwnCloud } from './own-cloud.ts';

/** `npm run bench:notifications [latency|flood|fan-out] [count]`: how fast people are told, on a local cloud of its own each; as Markdown tables. */
const [part, given] = process.argv.slice(2);
const count = given === undefined ? undefined : Number(given);

const parts = {
  latency: async () => (await import('./notifications/latency.ts')).latency,
  flood: async () => (await import('./notifications/flood.ts')).flood,
  'fan-out': async () => (await import('./notifications/fan-out.ts')).fanOut,
};

for (const [name, load] of Object.entries(parts)) {
  if (part !== undefined && part !== name) continue;
  await onOwnCloud({ environment: { TABLE_NAME: 'notifications-local' } }, async () => {
    const measure = await load();
    return async (cloud) => measure(cloud, count);
  });
}
