import { randomUUID } from 'node:crypto';
import { cut, type FaultyProxy, faultyProxy, meanwhile, poll, throttle, transactionConflict } from '@libs/testing';
import { OwnerEntity } from '../../src/data/entities/owner.ts';
import { ScheduleEntity } from '../../src/data/entities/schedule.ts';
import { owners } from '../../src/data/owners.ts';
import { scheduleItem } from '../../src/data/schedule-item.ts';
import { schedules } from '../../src/data/schedules.ts';
import { change } from '../../src/domain/change.ts';
import { pause } from '../../src/domain/pause.ts';
import { runNow } from '../../src/domain/run-now.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { asPerson, hourly, scheduleIn, schedulesIn } from '../functions/as-person.ts';
import { finish, planned, stored } from '../schedules.ts';
import { ownTable } from '../store.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const TRANSACTION = 'DynamoDB.TransactWriteItems';
const always = { times: Number.POSITIVE_INFINITY };

/** What is counted of a person. */
const counted = async (ownerId: string) =>
  (await OwnerEntity.get({ ownerId }).go({ consistent: true })).data?.schedules ?? 0;

/** How many there are that count. */
async function present(ownerId: string): Promise<number> {
  const { items } = await schedules.list(ownerId, { limit: 100 });
  return items.filter(({ state }) => state !== 'finished').length;
}

/** The last room of five is one that has finished: the next creation counts anew. */
async function fullButForOne() {
  const [first, ...others] = [await stored()] as [Schedule, ...Schedule[]];
  for (let i = 0; i < 4; i++) others.push(await stored({ ownerId: first.ownerId }));
  await schedules.save(finish(first));
  return { ownerId: first.ownerId, finished: first, others: others as [Schedule, Schedule, Schedule, Schedule] };
}

const revive = async (finished: Schedule) =>
  schedules.change(finished, {}, (before) => change(before, { maxOccurrences: null }, new Date()));

describe('when the answer of a write is lost', () => {
  it('a schedule is created once', async () => {
    const schedule = planned();
    proxy.inject(TRANSACTION, cut('after'));
    await schedules.create(schedule);
    expect(await schedules.get(schedule)).toEqual(schedule);
    expect(await counted(schedule.ownerId)).toBe(1);
  });

  it.each([
    ['with If-Match', { 'if-match': '"1"' }],
    ['without If-Match', {}],
  ])('a change %s is made once, and answered as made', async (_, headers: Record<string, string>) => {
    const ada = asPerson();
    const { id } = scheduleIn(await ada.post(hourly));
    proxy.inject('DynamoDB.PutItem', cut('after'));
    const answer = await ada.patch(id, { misfire: 'skip' }, headers);
    expect(answer).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(scheduleIn(await ada.get(id))).toEqual(scheduleIn(answer));
  });

  it('run-now runs once', async () => {
    const ada = asPerson();
    const { id } = scheduleIn(await ada.post(hourly));
    proxy.inject('DynamoDB.PutItem', cut('after'));
    expect(await ada.run(id)).toMatchObject({ statusCode: 202, headers: { ETag: '"2"' } });
    expect(scheduleIn(await ada.get(id))).toMatchObject({ version: 2 });
  });

  it('a change of somebody faster is told from the own one', async () => {
    const ada = asPerson();
    const { id } = scheduleIn(await ada.post(hourly));
    const faster = meanwhile(async () => ada.patch(id, { misfire: 'skip' }));
    proxy.inject('DynamoDB.PutItem', faster);
    expect(await ada.pause(id, { 'if-match': '"1"' })).toBeProblem(412, 'stale-version');
    expect(scheduleIn(await ada.get(id))).toMatchObject({ version: 2, misfire: 'skip', state: 'active' });
  });

  it('what was finished counts once more', async () => {
    const { ownerId, finished } = await fullButForOne();
    proxy.inject(TRANSACTION, cut('after'));
    expect(await revive(finished)).toMatchObject({ state: 'active', version: 3 });
    expect(await counted(ownerId)).toBe(5);
  });

  it('a schedule is removed once, and counted down once', async () => {
    const ada = asPerson();
    const { id } = scheduleIn(await ada.post(hourly));
    await ada.post(hourly);
    proxy.inject(TRANSACTION, cut('after'));
    expect(await ada.remove(id, { 'if-match': '"1"' })).toMatchObject({ statusCode: 204 });
    expect(schedulesIn(await ada.list()).items).toHaveLength(1);
    expect(await counted(ada.sub)).toBe(1);
  });
});

describe('when a function is killed between its write and the note of its answer', () => {
  it.each([
    ['post', {}],
    ['run', {}],
    ['run', { 'if-match': '"1"' }],
  ] as const)('%s with the same Idempotency-Key and %j is done once', async (what, condition) => {
    const ada = asPerson();
    const { id } = scheduleIn(await ada.post(hourly));
    const headers = { 'idempotency-key': randomUUID(), ...condition };
    const ask = async (who = ada) => (what === 'post' ? who.post(hourly, headers) : who.run(id, headers));
    proxy.inject('DynamoDB.UpdateItem', cut('before'), always);
    expect((await ask(asPerson({ sub: ada.sub, timeout: 3000 }))).statusCode).toBeGreaterThanOrEqual(500);
    const before = schedulesIn(await ada.list());
    proxy.heal();
    // While the first request may be running, it is waited for.
    const again = await poll('the end of the lease', async () => {
      const answer = await ask();
      return answer.statusCode === 409 ? undefined : answer;
    });
    expect(again.statusCode).toBeLessThan(300);
    expect(before.items).toContainEqual(scheduleIn(again));
    expect(schedulesIn(await ada.list())).toEqual(before);
  });
});

describe('while DynamoDB throttles for long', () => {
  it.each([
    ['creating', 'POST', TRANSACTION],
    ['changing', 'PATCH', 'DynamoDB.PutItem'],
    ['deleting', 'DELETE', TRANSACTION],
  ] as const)('%s is answered by 503, and nothing has changed', async (_, method, operation) => {
    const ada = asPerson();
    const before = scheduleIn(await ada.post(hourly));
    proxy.inject(operation, throttle(), always);
    const ask = {
      POST: () => ada.post(hourly),
      PATCH: () => ada.patch(before.id, { misfire: 'skip' }),
      DELETE: () => ada.remove(before.id),
    };
    expect(await ask[method]()).toBeProblem(503, 'temporarily-unavailable');
    proxy.heal();
    expect(schedulesIn(await ada.list()).items).toEqual([before]);
  });
});

describe('when transactions collide', () => {
  it('what was asked for is done all the same, once', async () => {
    const ada = asPerson();
    proxy.inject(TRANSACTION, transactionConflict(), { times: 2 });
    const { id } = scheduleIn(await ada.post(hourly));
    expect(await counted(ada.sub)).toBe(1);
    proxy.inject(TRANSACTION, transactionConflict(), { times: 2 });
    expect(await ada.remove(id)).toMatchObject({ statusCode: 204 });
    expect(await counted(ada.sub)).toBe(0);
  });
});

describe('when it fires while people change it', () => {
  it('the change is made of what it is after that', async () => {
    const schedule = await stored();
    proxy.inject(
      'DynamoDB.PutItem',
      meanwhile(async () => schedules.save(runNow(schedule, new Date()))),
    );
    const paused = await schedules.change(schedule, {}, (before) => pause(before, new Date()));
    expect(paused).toMatchObject({ state: 'paused', version: 3 });
    expect(await schedules.get(schedule)).toMatchObject({ state: 'paused', version: 3 });
  });

  it('If-Match refuses the change', async () => {
    const schedule = await stored();
    proxy.inject(
      'DynamoDB.PutItem',
      meanwhile(async () => schedules.save(runNow(schedule, new Date()))),
    );
    const pausing = schedules.change(schedule, { version: 1 }, (before) => pause(before, new Date()));
    await expect(pausing).rejects.toMatchObject({ type: 'stale-version' });
  });

  it('what finishes while it is deleted is not counted down', async () => {
    const schedule = await stored();
    proxy.inject(
      TRANSACTION,
      meanwhile(async () => schedules.save(finish(schedule))),
    );
    await schedules.remove(schedule);
    expect(await schedules.find(schedule)).toBeUndefined();
    // An upper bound: the next refusal counts anew.
    expect(await counted(schedule.ownerId)).toBe(1);
  });

  it('what is planned anew while it is deleted as finished is counted down', async () => {
    const { ownerId, finished } = await fullButForOne();
    proxy.inject(
      TRANSACTION,
      meanwhile(async () => revive(finished)),
    );
    await schedules.remove(finished);
    expect(await present(ownerId)).toBe(4);
    expect(await counted(ownerId)).toBe(4);
  });

  it('what is deleted while it is planned anew stays away', async () => {
    const { ownerId, finished } = await fullButForOne();
    proxy.inject(
      TRANSACTION,
      meanwhile(async () => schedules.remove(finished)),
    );
    await expect(revive(finished)).rejects.toMatchObject({ type: 'schedule-not-found' });
    expect(await schedules.find(finished)).toBeUndefined();
    expect(await counted(ownerId)).toBe((await present(ownerId)) + 1);
  });
});

describe('while the schedules of a person are counted anew', () => {
  it.each([
    ['before they are read', 'DynamoDB.Query'],
    ['before the number is written', 'DynamoDB.UpdateItem'],
  ])('one may be deleted and another created, %s, and there are never too many', async (_, operation) => {
    const { ownerId, others } = await fullButForOne();
    proxy.inject(
      operation,
      meanwhile(async () => {
        await schedules.remove(others[0]);
        await stored({ ownerId });
      }),
    );
    await stored({ ownerId });
    expect(await present(ownerId)).toBe(5);
    expect(await counted(ownerId)).toBe(5);
    await expect(stored({ ownerId })).rejects.toMatchObject({ type: 'quota-exceeded' });
  });

  it('somebody else may count anew and take the room', async () => {
    const { ownerId } = await fullButForOne();
    proxy.inject(
      'DynamoDB.UpdateItem',
      meanwhile(async () => stored({ ownerId })),
    );
    await expect(stored({ ownerId })).rejects.toMatchObject({ type: 'quota-exceeded' });
    expect(await present(ownerId)).toBe(5);
    expect(await counted(ownerId)).toBe(5);
  });

  it('one that is deleted makes room', async () => {
    const { ownerId, others } = await fullButForOne();
    proxy.inject(
      'DynamoDB.UpdateItem',
      meanwhile(async () => schedules.remove(others[0])),
    );
    await stored({ ownerId });
    expect(await present(ownerId)).toBe(4);
    expect(await counted(ownerId)).toBeGreaterThanOrEqual(4);
  });

  it('one that is planned anew takes the room', async () => {
    const { ownerId, finished } = await fullButForOne();
    proxy.inject(
      'DynamoDB.UpdateItem',
      meanwhile(async () => revive(finished)),
    );
    await expect(stored({ ownerId })).rejects.toMatchObject({ type: 'quota-exceeded' });
    expect(await present(ownerId)).toBe(5);
    expect(await counted(ownerId)).toBe(5);
  });

  it('the one that is planned anew is not dropped, however long ago it finished', async () => {
    const { ownerId, finished } = await fullButForOne();
    for (let late = 1; late <= 10; late++) {
      await ScheduleEntity.put(scheduleItem(finish(planned({ ownerId }), late))).go();
    }
    expect(await revive(finished)).toMatchObject({ state: 'active' });
    expect(await present(ownerId)).toBe(5);
  });

  it.each([
    [
      'changed, stays',
      11,
      (it: Schedule) => schedules.change(it, {}, (be) => change(be, { misfire: 'skip' }, new Date())),
    ],
    ['deleted, is gone', 10, (it: Schedule) => schedules.remove(it)],
  ])('one that finished too long ago to be kept, and is %s', async (_, left, work) => {
    const { ownerId } = await fullButForOne();
    const lastWeek = new Date(Date.now() - 7 * 24 * 3_600_000);
    const old = Array.from({ length: 10 }, (__, late) => finish(planned({ ownerId, now: lastWeek }), late));
    for (const schedule of old) await ScheduleEntity.put(scheduleItem(schedule)).go();
    proxy.inject(
      'DynamoDB.DeleteItem',
      meanwhile(async () => work(old[0] as Schedule)),
    );
    await stored({ ownerId });
    const { items } = await schedules.list(ownerId, { state: 'finished', limit: 100 });
    expect(items).toHaveLength(left);
    expect(await present(ownerId)).toBe(5);
  });

  it('an account that is closed gets nothing', async () => {
    const { ownerId } = await fullButForOne();
    proxy.inject(
      'DynamoDB.UpdateItem',
      meanwhile(async () => owners.close(ownerId, new Date())),
    );
    await expect(stored({ ownerId })).rejects.toMatchObject({ type: 'account-deleted' });
    expect(await present(ownerId)).toBe(4);
  });
});
