import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cost, Way } from './way.ts';

/** Runs in a process of its own: `run <way> <picture> [folder]` makes the renditions once, tells the cost as JSON, and leaves the files in the folder. */
const [way = '', picture = '', folder] = process.argv.slice(2);
const start = performance.now();
const { make } = (await import(`./ways/${way}.ts`)) as { make: Way };
const loaded = performance.now() - start;
const bytes = readFileSync(picture);

const before = process.cpuUsage();
const begun = performance.now();
const files = await make(bytes);
const wall = performance.now() - begun;
const { user, system } = process.cpuUsage(before);

const cost: Cost = { loaded, wall, cpu: (user + system) / 1000, peak: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(cost));
if (folder !== undefined) {
  for (const { name, format, data } of files) writeFileSync(join(folder, `${way}-${name}.${format}`), data);
}
