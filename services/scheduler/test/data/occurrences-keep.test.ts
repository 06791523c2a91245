import { randomUUID } from 'node:crypto';
import { type FaultyProxy, faultyProxy, unprocessed } from '@libs/testing';
import { OccurrenceEntity } from '../../src/data/entities/occurrence.ts';
import { type Kept, occurrences } from '../../src/data/occurrences.ts';
import { ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

/** So many occurrences of a new owner, a minute apart. */
function rows(count: number): Kept[] {
  const [ownerId, scheduleId] = [randomUUID(), randomUUID()];
  return Array.from({ length: count }, (_, minute) => {
    const plannedAt = new Date(Date.UTC(2026, 10, 21, 10, minute)).toISOString();
    const occurrenceId = `${scheduleId}.${plannedAt.replaceAll(/[-:.]/g, '')}`;
    return {
      ownerId,
      scheduleId,
      occurrenceId,
      plannedAt,
      settledAt: plannedAt,
      outcome: 'fired',
      trigger: 'schedule',
    };
  });
}

async function stored([first]: readonly Kept[]) {
  const { data } = await OccurrenceEntity.query.one({ ownerId: first?.ownerId ?? '' }).go({ pages: 'all' });
  return data;
}

it.each([1, 25, 26, 60])('keeps %d rows', async (count) => {
  const all = rows(count);
  await occurrences.keep(all);
  expect(await stored(all)).toMatchObject(all);
});

it('keeps one row of what comes twice, in one batch and in two', async () => {
  const all = rows(3);
  await occurrences.keep([...all, ...all]);
  await occurrences.keep(all);
  expect(await stored(all)).toHaveLength(3);
});

it('has the table forget them thirty days after they were settled', async () => {
  const all = rows(1);
  await occurrences.keep(all);
  expect(await stored(all)).toMatchObject([{ expiresAt: Date.parse('2026-12-21T10:00:00Z') / 1000 }]);
});

it('is tried again when the table did not get to some of them', async () => {
  const all = rows(30);
  proxy.inject(
    'DynamoDB.BatchWriteItem',
    unprocessed((_, index) => index === 3),
    { times: 1 },
  );
  await expect(occurrences.keep(all)).rejects.toMatchObject({ type: 'history-not-kept', permanent: false });
  await occurrences.keep(all);
  expect(await stored(all)).toHaveLength(30);
});
