import { onOwnCloud } from './own-cloud.ts';

/**
 * `npm run bench:schedules [million|drift|burst] [count]`: how late schedules fire, and how many at once, on a local cloud of its own each, with no more
 * services than they need; as Markdown tables.
 */
const [part, given] = process.argv.slice(2);
const count = given === undefined ? undefined : Number(given);

const surroundings = {
  services: ['platform', 'users', 'scheduler'],
  environment: { TABLE_NAME: 'scheduler-local', DUE_SHARDS: '4' },
};

const parts = {
  drift: async () => (await import('./schedules/drift.ts')).drift,
  burst: async () => (await import('./schedules/burst.ts')).burst,
};

if (part === undefined || part === 'million') {
  Object.assign(process.env, surroundings.environment);
  const { million } = await import('./schedules/million.ts');
  console.log(`\n${await million(count)}`);
}
for (const [name, load] of Object.entries(parts)) {
  if (part !== undefined && part !== name) continue;
  await onOwnCloud(surroundings, async () => {
    const measure = await load();
    return async (cloud) => measure(cloud, count);
  });
}
