import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundled } from '../bundled.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { ENVIRONMENT, microseconds, percentile } from '../measure.ts';
import { signUp } from '../person.ts';
import { processorTime } from '../processor-time.ts';
import { newReminder } from './new-reminder.ts';

const AT_A_TIME = 8;
/** Less than the quota of a person. */
const OF_A_PERSON = 100;
const SERVICE = join(import.meta.dirname, '../../../services/scheduler');
/** Calls of the handler by itself. */
const CALLS = 3000;

/** So many schedules by `POST /schedules`, eight at a time; then what the handler by itself takes of the processor. */
export async function creations(cloud: LocalCloud, count = 1000): Promise<string[][]> {
  const people: string[] = [];
  for (let one = 0; one < Math.ceil(count / OF_A_PERSON); one++) {
    const person = await signUp(cloud, `planner-${one}@example.com`);
    await person.confirm();
    people.push(`Bearer ${await person.logIn()}`);
  }
  const create = async (number: number) => {
    const begun = performance.now();
    const answer = await fetch(`${cloud.frontDoor}/schedules`, {
      method: 'POST',
      headers: { authorization: people[number % people.length] ?? '', 'content-type': 'application/json' },
      body: JSON.stringify(newReminder()),
    });
    if (answer.status !== 201) throw new Error(`POST /schedules: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    return performance.now() - begun;
  };

  // The first ones find the function cold.
  await Promise.all(Array.from({ length: AT_A_TIME }, async (_, number) => create(number)));
  const before = processorTime();
  const start = performance.now();
  const times: number[] = [];
  const numbers = Array.from({ length: count - AT_A_TIME }, (_, number) => number).values();
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      for (const number of numbers) times.push(await create(number));
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const after = processorTime();
  const each = (all: number) => `${((all * 1000) / times.length).toFixed(1)} ms`;
  return [
    [`POST /schedules, ${AT_A_TIME} at a time`, `${(times.length / seconds).toFixed(0)} a second (${times.length})`],
    ['until the answer', `p50 ${percentile(times, 50).toFixed(0)} ms, p99 ${percentile(times, 99).toFixed(0)} ms`],
    [
      'processor time of one',
      `engine ${each(after.engine - before.engine)}, functions ${each(after.functions - before.functions)} (create-schedule and follow-up, at level DEBUG)`,
    ],
    ['of it the handler by itself, DynamoDB answering at once', `${((await handlerAlone()) / 1000).toFixed(2)} ms`],
  ];
}

/** Microseconds of the processor, of one creation in a process of its own that is warm. */
async function handlerAlone(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'longhouse-creations-'));
  try {
    const bundle = join(folder, 'create-schedule.cjs');
    await bundled({ serviceFolder: SERVICE, entry: 'src/functions/create-schedule.ts', outfile: bundle });
    const own = { SERVICE: 'scheduler', TABLE_NAME: 'scheduler-bench', DUE_SHARDS: '16', MAX_SCHEDULES: '200' };
    const driver = join(import.meta.dirname, 'drive-creation.ts');
    return await microseconds([driver, bundle, String(CALLS)], { ...ENVIRONMENT, ...own });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
