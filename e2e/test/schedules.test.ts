import { randomUUID } from 'node:crypto';
import { busEvent, mailsTo, mailTo, poll, publish, register, testCloud, traced, type TestCloud } from '@libs/testing';
import { ScheduleCancelled, ScheduleRequested } from '@services/scheduler/contract';
import { listenTo } from './bus.ts';
import { scheduler, users } from './http.ts';
import { entryOf, inboxOf } from './inbox.ts';
import { itWithFrontDoor } from './only.ts';
import { historyOf, plannedBy, remind, type Schedule } from './schedules.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

/** Milliseconds: enough to pause, delete or cancel before, on a machine with other work to do. */
const SOON = 6000;

/** How far ahead something has to be planned that comes when the other would have come, in milliseconds. */
const laterThan = ({ nextAt = '' }: Schedule): number => Math.max(Date.parse(nextAt) - Date.now(), 1000) + 500;

describe('a reminder in ten seconds', () => {
  itWithFrontDoor('comes by mail, within a second of its time, and all of it is one trace', async () => {
    // Prepare
    const { email, tokens } = await register(cloud);
    const correlationId = randomUUID();
    // Act
    const { id, nextAt } = await remind(cloud, tokens.id, 'Take the cake out', {
      in: 10_000,
      headers: { 'x-correlation-id': correlationId },
    });
    const mail = await mailTo(cloud, email, /Take the cake out/);
    // Assess
    expect(mail.at >= String(nextAt)).toBe(true);
    const [occurrence, ...more] = await poll('history', async () => {
      const history = await historyOf(cloud, tokens.id, id);
      return history.length > 0 && history;
    });
    expect(more).toEqual([]);
    expect(occurrence).toMatchObject({ plannedAt: nextAt, outcome: 'fired' });
    expect(occurrence?.driftMs).toBeLessThan(1000);
    const steps = [
      'scheduler api POST /schedules ok',
      'scheduler queue DueOccurrence ok',
      'notifications consumer ScheduleFired ok',
      'notifications queue deliver ok',
    ];
    await traced(cloud, correlationId, (spans) => {
      const told = spans.map(({ service, trigger, operation, outcome }) =>
        [service, trigger, operation, outcome].join(' '),
      );
      return steps.every((step) => told.includes(step));
    });
    expect((await scheduler(cloud, `/schedules/${id}`, { token: tokens.id })).body).toMatchObject({
      state: 'finished',
      occurrences: 1,
    });
  });
});

describe('nothing comes', () => {
  itWithFrontDoor('of a schedule that was paused, nor of one that was deleted, while others fire', async () => {
    // Prepare
    const { email, tokens } = await register(cloud);
    const token = tokens.id;
    await entryOf(cloud, token, 'welcome');
    const paused = await remind(cloud, token, 'Paused', { in: SOON });
    const deleted = await remind(cloud, token, 'Deleted', { in: SOON });
    // Act
    const answers = await Promise.all([
      scheduler(cloud, `/schedules/${paused.id}/pause`, { method: 'POST', token }),
      scheduler(cloud, `/schedules/${deleted.id}`, { method: 'DELETE', token }),
    ]);
    // Assess
    expect(answers.map(({ status }) => status)).toEqual([200, 204]);
    await remind(cloud, token, 'Later than both', { in: laterThan(deleted) });
    await mailTo(cloud, email, /Later than both/);
    expect(await historyOf(cloud, token, paused.id)).toEqual([]);
    expect((await inboxOf(cloud, token)).map(({ title }) => title)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Paused|Deleted/)]),
    );
  });

  itWithFrontDoor('of a deleted account, whose schedules are gone', async () => {
    // Prepare
    const [gone, other] = await Promise.all([register(cloud), register(cloud)]);
    await Promise.all([gone, other].map(async ({ tokens }) => entryOf(cloud, tokens.id, 'welcome')));
    const planned = await remind(cloud, gone.tokens.id, 'Too late', { in: SOON });
    // Act
    expect(await users(cloud, '/users/me', { method: 'DELETE', token: gone.tokens.id })).toMatchObject({ status: 204 });
    // Assess
    const left = await poll('erased schedules', async () => {
      const items = await plannedBy(cloud, gone.id);
      return items.length === 1 && items;
    });
    expect(left).toMatchObject([{ __edb_e__: 'owner', closed: true }]);
    await remind(cloud, other.tokens.id, 'Later', { in: laterThan(planned) });
    await mailTo(cloud, other.email, /Later/);
    expect(await plannedBy(cloud, gone.id)).toHaveLength(1);
    expect((await mailsTo(cloud, gone.email)).filter(({ subject }) => subject.includes('Too late'))).toEqual([]);
  });
});

describe('another service', () => {
  it('asks for a schedule by event, and hears of it under the name that it gave', async () => {
    // Prepare
    const name = `DigestDue${randomUUID().slice(0, 8)}`;
    await using listener = await listenTo(cloud, 'scheduler', name);
    const key = `digest-${randomUUID()}`;
    const at = new Date(Date.now() + 3000).toISOString();
    const action = { type: 'publish', name, data: { key } } as const;
    const correlationId = randomUUID();
    // Act
    const asked = busEvent(
      ScheduleRequested,
      { key, version: 2, when: { at }, action },
      { correlationId },
      'notifications',
    );
    await publish(cloud, asked, asked);
    await publish(cloud, busEvent(ScheduleCancelled, { key, version: 1 }, {}, 'notifications'));
    const heard = await listener.next();
    // Assess
    expect(heard).toMatchObject({
      source: 'scheduler',
      'detail-type': name,
      detail: { metadata: { correlationId }, data: { plannedAt: at, name, data: { key } } },
    });
  });

  itWithFrontDoor('plans something for a person, who is told by mail', async () => {
    const { id: userId, email, tokens } = await register(cloud);
    const when = { at: new Date(Date.now() + 2000).toISOString() };
    const action = { type: 'notify', title: 'Storage is nearly full', body: '90 %', category: 'schedules' } as const;
    await publish(
      cloud,
      busEvent(ScheduleRequested, { key: 'storage', version: 1, userId, when, action }, {}, 'images'),
    );
    expect((await mailTo(cloud, email, /^Storage is nearly full$/)).text).not.toContain('/schedules');
    expect((await scheduler(cloud, '/schedules', { token: tokens.id })).body).toEqual({ items: [] });
  });

  it('is not heard when it asks for what makes no sense, and cancels what it asked for', async () => {
    const name = `DigestDue${randomUUID().slice(0, 8)}`;
    await using listener = await listenTo(cloud, 'scheduler', name);
    const ask = (key: string, ahead: number) => {
      const when = { at: new Date(Date.now() + ahead).toISOString() };
      const data = { key, version: 1, when, action: { type: 'publish', name, data: { key } } } as const;
      return busEvent(ScheduleRequested, data, {}, 'notifications');
    };
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    await publish(cloud, ask(first, SOON), ask(second, -600_000), ask(third, SOON + 500));
    await publish(cloud, busEvent(ScheduleCancelled, { key: first, version: 2 }, {}, 'notifications'));
    expect(await listener.next()).toMatchObject({ detail: { data: { data: { key: third } } } });
  });
});
