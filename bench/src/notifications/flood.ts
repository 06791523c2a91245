import { setTimeout } from 'node:timers/promises';
import type { LocalCloud } from '../local-cloud.ts';
import { fired, put } from './events.ts';
import { knownPeople } from './known-people.ts';
import { processorTime } from '../processor-time.ts';
import { stored } from './stored.ts';

const LONGEST_MILLISECONDS = 40 * 60_000;
/** Of reading the whole table: often enough to know the end, seldom enough not to be what is measured. */
const LOOK_MILLISECONDS = 15_000;

/** So many events on the bus as fast as it takes them, ten a person: until each is in its inbox and every mail is sent. */
export async function flood(cloud: LocalCloud, count = 10_000): Promise<string[][]> {
  const people = await knownPeople(Math.ceil(count / 10));
  const events = Array.from({ length: count }, (_, i) => fired(people[i % people.length] ?? '', `number ${i}.`));
  const before = processorTime();
  const start = performance.now();
  await put(cloud.endpoint, events, 4);
  const onTheBus = performance.now() - start;

  let state = await stored(cloud.endpoint);
  let end = performance.now();
  while (!isDrained(state, count)) {
    if (performance.now() - start > LONGEST_MILLISECONDS) break;
    await setTimeout(LOOK_MILLISECONDS);
    state = await stored(cloud.endpoint);
    end = performance.now();
  }
  const after = processorTime();
  const seconds = (end - start) / 1000;
  const mails = await mailsByTitle(cloud.endpoint);
  const doubledMails = mails.size === 0 ? 0 : [...mails.values()].filter((n) => n > 1).length;
  const engine = after.engine - before.engine;
  const functions = after.functions - before.functions;
  return [
    [`${count} events put on the bus`, `${(onTheBus / 1000).toFixed(1)} s`],
    ['drained: inbox, sockets and mails', `${seconds.toFixed(0)} s (looked at every 15 s)`],
    ['lost', `${count - state.entries.size} of the inbox, ${count - mails.size} mails`],
    ['doubled', `${[...state.entries.values()].filter((n) => n > 1).length} of the inbox, ${doubledMails} mails`],
    ['deliveries', [...state.deliveries].map(([what, n]) => `${what} ${n}`).join(', ')],
    [
      'processor time in it',
      `engine ${engine.toFixed(0)} s (${Math.round((100 * engine) / (engine + functions))} %), functions ${functions.toFixed(0)} s`,
    ],
  ];
}

/** Every event is in its inbox, and no delivery waits any more. */
function isDrained({ entries, deliveries }: Awaited<ReturnType<typeof stored>>, count: number): boolean {
  if (entries.size < count) return false;
  return ['pending', 'sending'].every((state) => !deliveries.has(`email ${state}`) && !deliveries.has(`live ${state}`));
}

/** How many mails there are of each event. */
async function mailsByTitle(endpoint: string): Promise<Map<string, number>> {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Record<string, { Subject?: string }[]> };
  const counts = new Map<string, number>();
  for (const { Subject = '' } of Object.values(messages).flat()) {
    const title = /number \d+\./.exec(Subject)?.[0];
    if (title !== undefined) counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return counts;
}
