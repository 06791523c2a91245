import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasValgrind, instructions } from '@libs/build';
import { ENVIRONMENT, median, microseconds } from './measure.ts';
import { buildStacks } from './stacks.ts';

/** `npm run bench`: start-up and warm time of the same small API on each stack, in one run, as a Markdown table. */
const ROUNDS = Number(process.argv[2] ?? 5);
const CALLS = Number(process.argv[3] ?? 3000);
const WARM = [
  ['POST', 'wire'],
  ['GET', 'wire'],
  ['POST', 'send'],
  ['GET', 'send'],
] as const;

const tell = (text: string) => process.stderr.write(`${text}\n`);
const ratio = (value: number, of: number) => (value / of).toFixed(2);

const folder = mkdtempSync(join(tmpdir(), 'longhouse-bench-'));
try {
  const { stacks, driver, bare } = await buildStacks(folder);

  const counting = hasValgrind();
  if (!counting) tell('valgrind is not installed: start-up instructions are left out.');
  const bareCount = counting ? await instructions([bare], ENVIRONMENT) : 0;
  const starts = new Map<string, number>();
  for (const { name, bundle } of counting ? stacks : []) {
    starts.set(name, (await instructions([driver, bundle], ENVIRONMENT)) - bareCount);
    tell(`start-up of ${name}: ${starts.get(name)?.toFixed(1)} million instructions`);
  }

  // Round by round, so that what else the machine does meets all stacks alike.
  const times = new Map<string, number[]>();
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [method, stub] of WARM) {
      for (const { name, bundle } of stacks) {
        const key = `${name} ${method} ${stub}`;
        times.set(key, [...(times.get(key) ?? []), await microseconds([driver, bundle, method, stub, String(CALLS)])]);
      }
    }
    tell(`round ${round} of ${ROUNDS}`);
  }

  const warm = (name: string, [method, stub]: (typeof WARM)[number]) =>
    median(times.get(`${name} ${method} ${stub}`) ?? []);
  const columns = [
    'stack',
    'bundle KB',
    'start-up, M instructions',
    ...WARM.map(([method, stub]) => `${method}, ${stub} stubbed, µs`),
  ];
  const rows = stacks.map(({ name, bytes }) => [
    name,
    (bytes / 1024).toFixed(0),
    starts.get(name)?.toFixed(0) ?? '-',
    ...WARM.map((way) => warm(name, way).toFixed(0)),
  ]);
  console.log([columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'));

  const [ours, hand, hono] = ['our preset', 'by hand, stock SDK', 'hono and zod, stock SDK'] as const;
  if (counting)
    console.log(`\nStart-up over by hand: ${ratio(starts.get(ours) ?? 0, starts.get(hand) ?? 0)} (to reach: 1.0)`);
  for (const way of WARM.slice(0, 2)) {
    console.log(`Warm ${way[0]} over hono, wire stubbed: ${ratio(warm(ours, way), warm(hono, way))} (to reach: 1.0)`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
