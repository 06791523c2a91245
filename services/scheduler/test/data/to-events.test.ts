import { relay } from '@libs/messaging';
import type { Outgoing } from '@libs/messaging';
import type { ScheduleChange } from '../../src/data/changes.ts';
import { toEvents } from '../../src/data/to-events.ts';
import { pause } from '../../src/domain/pause.ts';
import { runNow } from '../../src/domain/run-now.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { settle } from '../../src/domain/settle.ts';
import { scene } from '../scene.ts';
import { planned } from '../schedules.ts';

const NOW = '2026-11-21T10:00:00.000Z';
const now = new Date(NOW);
const DUE = new Date('2026-11-21T10:01:00.000Z');
const minutely = (more: Parameters<typeof planned>[0] = {}): Schedule =>
  planned({ now, when: { cron: '* * * * *', timeZone: 'UTC' }, ...more });

/** The change that the last of these writes makes. */
async function lastOf(first: Schedule, ...states: Schedule[]): Promise<ScheduleChange> {
  const { stores } = scene(NOW);
  await stores.schedules.create(first);
  for (const state of states) await stores.schedules.save(state);
  const change = (await stores.stream()).at(-1);
  if (!change) throw new Error('Nothing was written');
  return change;
}

it('tells that a schedule has fired', async () => {
  const schedule = minutely();
  const events = toEvents(await lastOf(schedule, settle(schedule, DUE)));
  expect(events.map(({ contract }) => contract.name)).toEqual(['ScheduleFired']);
  const { ownerId, scheduleId, action } = schedule;
  expect(events[0]?.data).toEqual({
    ownerId,
    scheduleId,
    occurrenceId: `${scheduleId}.20261121T100100000Z`,
    plannedAt: DUE.toISOString(),
    firedAt: DUE.toISOString(),
    action,
  });
});

it('tells the service that has asked for it by its own key', async () => {
  const schedule = { ...minutely(), requestedBy: { service: 'notifications', key: 'digest-1' } };
  const [event] = toEvents(await lastOf(schedule, settle(schedule, DUE)));
  expect(event?.data).toMatchObject({ requestedBy: { service: 'notifications', key: 'digest-1' } });
});

it('publishes the event of the owner’s own name beside it, which its contract takes', async () => {
  const schedule = minutely({ action: { type: 'publish', name: 'TeaIsReady', data: { pot: 'green' } } });
  const change = await lastOf(schedule, settle(schedule, DUE));
  const told: Outgoing[] = [];
  await relay(toEvents)({ items: [change] }, async (events) => void told.push(...events));
  expect(told.map(({ contract }) => contract.name)).toEqual(['ScheduleFired', 'TeaIsReady']);
  expect(told[1]?.envelope.data).toMatchObject({ name: 'TeaIsReady', data: { pot: 'green' } });
  expect(told.map(({ contract, envelope }) => contract.validate(envelope))).toEqual([true, true]);
});

it('tells of each one that was missed and fires now, and of none that is skipped', async () => {
  const late = new Date('2026-11-21T10:03:30.000Z');
  const [now_, skip] = [minutely(), minutely({ misfire: 'skip' })];
  expect(toEvents(await lastOf(now_, settle(now_, late)))).toHaveLength(3);
  expect(toEvents(await lastOf(skip, settle(skip, late)))).toHaveLength(1);
});

it('tells of one that somebody asked for now', async () => {
  const schedule = minutely();
  const [event] = toEvents(await lastOf(schedule, runNow(schedule, now)));
  expect(event?.data).toMatchObject({ occurrenceId: expect.stringMatching(/\.now$/) as string });
});

it('tells nothing of what is created, paused, woken later or removed', async () => {
  const { stores } = scene(NOW);
  const schedule = minutely();
  await stores.schedules.create(schedule);
  await stores.schedules.save(settle(schedule, DUE));
  await stores.stream();
  const [item] = (await stores.due.page('2026-11-21T10:02', 0, undefined)).items;
  await stores.due.wakeLater(item as NonNullable<typeof item>, DUE);
  const active = (await stores.schedules.find(schedule)) as Schedule;
  await stores.schedules.save(pause(active, DUE));
  await stores.schedules.remove(schedule);
  await stores.schedules.create(schedule);
  expect((await stores.stream()).flatMap(toEvents)).toEqual([]);
});

it('tells the same events with the same ids when the bus has refused some and the batch comes again', async () => {
  const schedule = minutely({ action: { type: 'publish', name: 'TeaIsReady' } });
  const change = await lastOf(schedule, settle(schedule, new Date('2026-11-21T10:05:30.000Z')));
  const [first, second]: [string[], string[]] = [[], []];
  const refuse = relay(toEvents)({ items: [change] }, async (events) => {
    first.push(...events.map(({ envelope }) => envelope.metadata.id));
    throw new Error('refused');
  });
  await expect(refuse).rejects.toThrow('refused');
  await relay(toEvents)({ items: [change] }, async (events) => {
    second.push(...events.map(({ envelope }) => envelope.metadata.id));
  });
  expect(first).toHaveLength(10);
  expect(new Set(first).size).toBe(10);
  expect(second).toEqual(first);
});
