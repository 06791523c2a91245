import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { SubscriptionEntity } from '../../../services/notifications/src/data/entities/subscription.ts';
import { shardOf } from '../../../services/notifications/src/data/shard-of.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { makeAdmin, signUp } from '../person.ts';
import { knownPeople } from './known-people.ts';
import { processorTime } from '../processor-time.ts';
import { stored } from './stored.ts';

const LONGEST_MILLISECONDS = 30 * 60_000;
const LOOK_MILLISECONDS = 15_000;

/** One message to a topic with so many subscribers: until each has it in the inbox. */
export async function fanOut(cloud: LocalCloud, count = 10_000): Promise<string[][]> {
  const topic = 'harvest';
  const people = await knownPeople(count);
  for (let start = 0; start < count; start += 500) {
    const batch = people.slice(start, start + 500).map((userId) => ({ topic, shard: shardOf(userId), userId }));
    await SubscriptionEntity.put(batch).go({ concurrent: 4 });
  }
  const email = 'admin@example.com';
  const admin = await signUp(cloud, email);
  await admin.confirm();
  await makeAdmin(cloud, email);
  const token = await admin.logIn();

  const before = processorTime();
  const start = performance.now();
  const answer = await fetch(`${cloud.frontDoor}/topics/${topic}/messages`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ title: 'The harvest is in', body: 'Come and eat.' }),
  });
  if (answer.status !== 202) throw new Error(`POST /topics: ${answer.status} ${await answer.text()}`);
  const accepted = performance.now() - start;

  const told = new Set(people);
  let counts: number[] = [];
  let end = performance.now();
  while (counts.length < count && performance.now() - start < LONGEST_MILLISECONDS) {
    await setTimeout(LOOK_MILLISECONDS);
    const { entries } = await stored(cloud.endpoint);
    counts = [...entries].filter(([key]) => told.has(key.slice(0, 36))).map(([, n]) => n);
    end = performance.now();
  }
  const after = processorTime();
  return [
    ['accepted by the API', `${accepted.toFixed(0)} ms`],
    [`in the inbox of all ${count} subscribers`, `${((end - start) / 1000).toFixed(0)} s (looked at every 15 s)`],
    ['lost', String(count - counts.length)],
    ['doubled', String(counts.filter((n) => n > 1).length)],
    [
      'processor time in it',
      `engine ${(after.engine - before.engine).toFixed(0)} s, functions ${(after.functions - before.functions).toFixed(0)} s`,
    ],
  ];
}
