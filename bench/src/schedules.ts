import { onOwnCloud } from './own-cloud.ts';
import { localShards } from './schedules/local-shards.ts';

/**
 * `npm run bench:schedules [cost|million|creations|drift|burst] [count]`: what schedules cost, how late they fire, and how many at once; as Markdown
 * tables. The last three run on a local cloud of its own each, with no more services than they need.
 */
const [part, given] = process.argv.slice(2);
const count = given === undefined ? undefined : Number(given);
const isWanted = (name: string) => part === undefined || part === name;

const surroundings = {
  services: ['platform', 'users', 'scheduler'],
  environment: { TABLE_NAME: 'scheduler-local', DUE_SHARDS: String(localShards()), POWERTOOLS_LOG_LEVEL: 'SILENT' },
};

const reckoned = {
  cost: async () => (await import('./schedules/cost.ts')).cost(),
  million: async () => (await import('./schedules/million.ts')).million(count),
};
const measured = {
  creations: async () => (await import('./schedules/creations.ts')).creations,
  drift: async () => (await import('./schedules/drift.ts')).drift,
  burst: async () => (await import('./schedules/burst.ts')).burst,
};

Object.assign(process.env, surroundings.environment);
for (const [name, reckon] of Object.entries(reckoned)) {
  if (isWanted(name)) console.log(`\n${await reckon()}`);
}
for (const [name, load] of Object.entries(measured)) {
  if (!isWanted(name)) continue;
  await onOwnCloud(surroundings, async () => {
    const measure = await load();
    return async (cloud) => measure(cloud, count);
  });
}
