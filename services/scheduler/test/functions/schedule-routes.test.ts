import { randomUUID } from 'node:crypto';
import { occurrences } from '../../src/data/occurrences.ts';
import { owners } from '../../src/data/owners.ts';
import { schedules } from '../../src/data/schedules.ts';
import { settle } from '../../src/domain/settle.ts';
import { planned } from '../schedules.ts';
import { ownTable } from '../store.ts';
import { asPerson, bodyOf, hourly, notify, occurrencesIn, scheduleIn, schedulesIn } from './as-person.ts';

ownTable();

const HOUR = 3_600_000;
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();
const once = (ms = HOUR) => ({ when: { at: ahead(ms) }, action: notify });
const published = { ...hourly, action: { type: 'publish', name: 'NightlyReportDue', data: { report: 'sales' } } };

/** A person with an hourly schedule. */
async function withSchedule(body: object = hourly) {
  const ada = asPerson();
  const schedule = scheduleIn(await ada.post(body));
  return { ada, schedule, id: schedule.id, ref: { ownerId: ada.sub, scheduleId: schedule.id } };
}

/** A person whose only schedule has fired, and is finished. */
async function withFinished() {
  const { ada, id, ref } = await withSchedule(once());
  const before = await schedules.get(ref);
  await schedules.save(settle(before, new Date(Date.parse(before.nextAt ?? '') + 5)));
  return { ada, id, ref };
}

describe('POST /schedules', () => {
  it('answers with the schedule, its version and where it is', async () => {
    const ada = asPerson();
    const body = once();
    const answer = await ada.post(body);
    const schedule = scheduleIn(answer);
    const { id, createdAt } = schedule;
    expect(answer).toMatchObject({ statusCode: 201, headers: { ETag: '"1"', location: `/schedules/${id}` } });
    const times = { nextAt: body.when.at, createdAt, updatedAt: createdAt };
    expect(schedule).toEqual({
      id,
      ...body,
      misfire: 'fire-now',
      state: 'active',
      occurrences: 0,
      version: 1,
      ...times,
    });
    expect(bodyOf(await ada.get(id))).toEqual(schedule);
  });

  it('takes bounds with any offset, and tells them in UTC', async () => {
    const bounds = { startsAt: '2020-01-01T00:00:00+01:00', endsAt: '2030-06-01T12:00:00.5-07:00', maxOccurrences: 3 };
    const { schedule } = await withSchedule({ ...hourly, ...bounds, misfire: 'skip' });
    expect(schedule).toMatchObject({
      startsAt: '2019-12-31T23:00:00.000Z',
      endsAt: '2030-06-01T19:00:00.500Z',
      maxOccurrences: 3,
      misfire: 'skip',
    });
  });

  it('reckons the first time from a start that is to come', async () => {
    const startsAt = ahead(48 * HOUR);
    const { schedule } = await withSchedule({ when: { every: 'PT1H' }, startsAt, action: notify });
    expect(Date.parse(schedule.nextAt ?? '') - Date.parse(startsAt)).toBeLessThan(HOUR);
    expect((schedule.nextAt ?? '') >= startsAt).toBe(true);
  });

  it('tells from when, and by which clock, it counts where that was left open', async () => {
    const { schedule } = await withSchedule({ when: { every: 'P1D' }, action: notify });
    expect(schedule.when).toEqual({ every: 'P1D', timeZone: 'UTC', anchor: schedule.createdAt });
  });

  it('makes one schedule for one Idempotency-Key', async () => {
    const ada = asPerson();
    const headers = { 'idempotency-key': randomUUID() };
    const [one, two] = [await ada.post(hourly, headers), await ada.post(hourly, headers)];
    expect(two).toMatchObject({ statusCode: 201, headers: { ETag: '"1"' } });
    expect(bodyOf(two)).toEqual(bodyOf(one));
    expect(schedulesIn(await ada.list()).items).toHaveLength(1);
    expect(await ada.post({ ...hourly, misfire: 'skip' }, headers)).toBeProblem(422, 'idempotency-key-reused');
  });

  it('tells by which number there is no room', async () => {
    const ada = asPerson();
    for (let made = 0; made < 5; made++) expect(await ada.post(hourly)).toMatchObject({ statusCode: 201 });
    const answer = await ada.post(hourly);
    expect(answer).toBeProblem(409, 'quota-exceeded');
    expect(bodyOf(answer)).toMatchObject({ details: { schedules: 5, schedulesLimit: 5 } });
  });

  it('takes nothing from a person whose account is deleted', async () => {
    const ada = asPerson();
    await owners.close(ada.sub, new Date());
    expect(await ada.post(hourly)).toBeProblem(403, 'account-deleted');
    expect(schedulesIn(await ada.list()).items).toEqual([]);
  });
});

describe('GET /schedules', () => {
  it('gives the next one first, then those that are paused and those that are finished, a page at a time', async () => {
    const { ada, id: finished } = await withFinished();
    const [late, paused, soon] = [
      scheduleIn(await ada.post(once(3 * HOUR))).id,
      scheduleIn(await ada.post(once(HOUR))).id,
      scheduleIn(await ada.post(once(2 * HOUR))).id,
    ];
    await ada.pause(paused);
    const first = schedulesIn(await ada.list({ limit: '3' }));
    const second = schedulesIn(await ada.list({ limit: '3', cursor: first.next }));
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([soon, late, paused, finished]);
    expect(second.next).toBeUndefined();
  });

  it.each(['active', 'paused', 'finished'] as const)('gives those that are %s when asked for them', async (state) => {
    const { ada, id: finished } = await withFinished();
    const [active, paused] = [scheduleIn(await ada.post(hourly)).id, scheduleIn(await ada.post(hourly)).id];
    await ada.pause(paused);
    const { items } = schedulesIn(await ada.list({ state }));
    expect(items).toMatchObject([{ id: { active, paused, finished }[state], state }]);
  });

  it.each([
    ['an unknown state', { state: 'asleep' }],
    ['a limit over 100', { limit: '101' }],
  ])('refuses %s', async (_, query) => {
    expect(await asPerson().list(query)).toBeProblem(400, 'invalid-request');
  });

  it('refuses a cursor that it has not given out', async () => {
    expect(await asPerson().list({ cursor: 'bm9uc2Vuc2U' })).toBeProblem(400, 'bad-cursor');
  });
});

describe('GET /schedules/{id}', () => {
  it('is not changed when the version is the one that the caller has', async () => {
    const { ada, id } = await withSchedule();
    expect(await ada.get(id, { 'if-none-match': '"1"' })).toMatchObject({ statusCode: 304 });
    await ada.pause(id);
    expect(await ada.get(id, { 'if-none-match': '"1"' })).toMatchObject({ statusCode: 200 });
  });
});

describe('PATCH /schedules/{id}', () => {
  it('reckons the next time anew, and takes bounds away by null', async () => {
    const { ada, id } = await withSchedule({
      ...hourly,
      startsAt: ahead(HOUR),
      endsAt: ahead(9 * HOUR),
      maxOccurrences: 2,
    });
    const at = ahead(2 * HOUR);
    const answer = await ada.patch(id, { when: { at }, startsAt: null, endsAt: null, maxOccurrences: null });
    const patched = scheduleIn(answer);
    expect(answer).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(patched).toMatchObject({ when: { at }, nextAt: at, version: 2 });
    for (const bound of ['startsAt', 'endsAt', 'maxOccurrences']) expect(patched).not.toHaveProperty(bound);
    expect(bodyOf(await ada.get(id))).toEqual(patched);
  });

  it('leaves the times alone when it is about something else', async () => {
    const { ada, id, schedule } = await withSchedule();
    const action = { ...notify, title: 'Coffee' };
    const patched = scheduleIn(await ada.patch(id, { action, misfire: 'skip' }));
    expect(patched).toEqual({ ...schedule, action, misfire: 'skip', version: 2, updatedAt: patched.updatedAt });
  });

  it('leaves one that is paused so, and refuses it times of which none is to come', async () => {
    const { ada, id } = await withSchedule();
    await ada.pause(id);
    const patched = scheduleIn(await ada.patch(id, { when: { every: 'PT5M' } }));
    expect(patched).toMatchObject({ state: 'paused', version: 3 });
    expect(patched).not.toHaveProperty('nextAt');
    expect(await ada.patch(id, { endsAt: ahead(1000) })).toBeProblem(422, 'invalid-schedule');
  });

  it('wakes one that was finished, which counts again', async () => {
    const { ada, id } = await withFinished();
    for (let made = 0; made < 5; made++) await ada.post(hourly);
    expect(await ada.patch(id, { action: { ...notify, title: 'Coffee' } })).toMatchObject({ statusCode: 200 });
    expect(await ada.patch(id, once())).toBeProblem(409, 'quota-exceeded');
    const [other] = schedulesIn(await ada.list({ limit: '1' })).items;
    await ada.remove(other?.id ?? '');
    expect(scheduleIn(await ada.patch(id, once()))).toMatchObject({ state: 'active', occurrences: 1, version: 4 });
    expect(await ada.post(hourly)).toBeProblem(409, 'quota-exceeded');
  });
});

describe('POST /schedules/{id}/pause, /resume and /run-now', () => {
  it('pause and resume once, however often they are asked', async () => {
    const { ada, id, schedule } = await withSchedule();
    const paused = scheduleIn(await ada.pause(id));
    expect(paused).toMatchObject({ state: 'paused', version: 2 });
    expect(paused).not.toHaveProperty('nextAt');
    expect(await ada.pause(id)).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(scheduleIn(await ada.resume(id))).toMatchObject({ state: 'active', nextAt: schedule.nextAt, version: 3 });
    expect(await ada.resume(id)).toMatchObject({ statusCode: 200, headers: { ETag: '"3"' } });
  });

  it('run-now leaves the plan as it is', async () => {
    const { ada, id, schedule, ref } = await withSchedule();
    const answer = await ada.run(id);
    const { updatedAt } = scheduleIn(answer);
    expect(answer).toMatchObject({ statusCode: 202, headers: { ETag: '"2"' } });
    expect(bodyOf(answer)).toEqual({ ...schedule, version: 2, updatedAt });
    expect(await schedules.get(ref)).toMatchObject({ settled: [{ trigger: 'run-now', plannedAt: updatedAt }] });
  });

  it('run-now runs one that is paused, which stays so', async () => {
    const { ada, id } = await withSchedule();
    await ada.pause(id);
    expect(scheduleIn(await ada.run(id))).toMatchObject({ state: 'paused', version: 3 });
  });

  it('run-now runs once for one Idempotency-Key', async () => {
    const { ada, id } = await withSchedule();
    const headers = { 'idempotency-key': randomUUID() };
    const [one, two] = [await ada.run(id, headers), await ada.run(id, headers)];
    expect(two).toMatchObject({ statusCode: 202, headers: { ETag: '"2"' } });
    expect(bodyOf(two)).toEqual(bodyOf(one));
    expect(scheduleIn(await ada.get(id))).toMatchObject({ version: 2 });
  });

  it('run-now runs once when two requests with one Idempotency-Key come at once', async () => {
    const { ada, id } = await withSchedule();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([ada.run(id, headers), ada.run(id, headers), ada.run(id, headers)]);
    for (const { statusCode } of answers) expect([202, 409]).toContain(statusCode);
    expect(scheduleIn(await ada.get(id))).toMatchObject({ version: 2 });
  });

  it.each(['pause', 'resume', 'run'] as const)('%s is too late for one that is finished', async (what) => {
    const { ada, id } = await withFinished();
    expect(await ada[what](id)).toBeProblem(409, 'schedule-finished');
  });
});

describe('DELETE /schedules/{id}', () => {
  it('deletes it, and twice is no error', async () => {
    const { ada, id } = await withSchedule();
    expect(await ada.remove(id)).toMatchObject({ statusCode: 204 });
    expect(await ada.remove(id)).toMatchObject({ statusCode: 204 });
    expect(await ada.get(id)).toBeProblem(404, 'schedule-not-found');
  });
});

describe('If-Match', () => {
  it.each([
    ['PATCH', 'patch'],
    ['pause', 'pause'],
    ['resume', 'resume'],
    ['run-now', 'run'],
    ['DELETE', 'remove'],
  ] as const)('%s heeds it', async (_, what) => {
    const { ada, id, schedule } = await withSchedule();
    const ask = (headers: Record<string, string>) =>
      what === 'patch' ? ada.patch(id, { misfire: 'skip' }, headers) : ada[what](id, headers);
    expect(await ask({ 'if-match': '"7"' })).toBeProblem(412, 'stale-version');
    expect(bodyOf(await ada.get(id))).toEqual(schedule);
    expect((await ask({ 'if-match': '"1"' })).statusCode).toBeLessThan(300);
  });
});

describe('GET /schedules/{id}/occurrences', () => {
  it('tells what was planned, when it fired and how late, newest first, a page at a time', async () => {
    const { ada, id, ref } = await withSchedule();
    const [nine, ten, half] = [
      '2026-11-21T09:00:00.000Z',
      '2026-11-21T10:00:00.000Z',
      '2026-11-21T10:30:00.000Z',
    ] as const;
    const settledAt = '2026-11-21T10:00:00.012Z';
    await occurrences.keep([
      { ...ref, occurrenceId: '9', plannedAt: nine, settledAt, outcome: 'skipped', trigger: 'schedule' },
      { ...ref, occurrenceId: '10', plannedAt: ten, settledAt, outcome: 'fired', trigger: 'schedule' },
      { ...ref, occurrenceId: 'now', plannedAt: half, settledAt: half, outcome: 'fired', trigger: 'run-now' },
    ]);
    const first = occurrencesIn(await ada.occurrences(id, { limit: '2' }));
    expect(first.items).toEqual([
      { id: 'now', plannedAt: half, firedAt: half, driftMs: 0, outcome: 'fired', trigger: 'run-now' },
      { id: '10', plannedAt: ten, firedAt: settledAt, driftMs: 12, outcome: 'fired', trigger: 'schedule' },
    ]);
    const second = occurrencesIn(await ada.occurrences(id, { limit: '2', cursor: first.next }));
    expect(second.items).toEqual([{ id: '9', plannedAt: nine, outcome: 'skipped', trigger: 'schedule' }]);
  });

  it('refuses the cursor of another list', async () => {
    const { ada, id } = await withSchedule();
    expect(await ada.occurrences(id, { cursor: 'bm9uc2Vuc2U' })).toBeProblem(400, 'bad-cursor');
  });
});

describe('GET /schedules/preview', () => {
  it('tells the next times, and what the clock of the time zone shows then', async () => {
    const { items } = bodyOf(await asPerson().preview({ cron: '30 9 * * 1,3', timeZone: 'Asia/Kathmandu' })) as {
      items: { at: string; local: string }[];
    };
    expect(items).toHaveLength(10);
    for (const { at, local } of items) {
      expect(at).toMatch(/T03:45:00.000Z$/);
      expect(local).toMatch(/T09:30:00$/);
    }
  });

  it('ends 50 years ahead', async () => {
    const query = { cron: '0 0 29 2 *', timeZone: 'UTC', count: '100' };
    const { items } = bodyOf(await asPerson().preview(query)) as { items: { at: string }[] };
    expect([12, 13]).toContain(items.length);
  });
});

describe('the action publish', () => {
  it('is for admins, when it is planned and when it is changed into', async () => {
    const { ada, id } = await withSchedule();
    expect(await ada.post(published)).toBeProblem(403, 'publish-needs-admin');
    expect(await ada.patch(id, { action: published.action })).toBeProblem(403, 'publish-needs-admin');
    const admin = asPerson({ groups: ['editor', 'admin'] });
    const own = scheduleIn(await admin.post(published));
    expect(own).toMatchObject({ action: published.action, version: 1 });
    expect(scheduleIn(await admin.patch(own.id, { misfire: 'skip' }))).toMatchObject({ version: 2 });
  });

  it('cannot be planned otherwise nor set going by who was an admin once; to pause and to delete are left', async () => {
    const admin = asPerson({ groups: ['admin'] });
    const { id } = scheduleIn(await admin.post(published));
    const former = asPerson({ sub: admin.sub });
    for (const answer of [await former.patch(id, { misfire: 'skip' }), await former.run(id), await former.resume(id)])
      expect(answer).toBeProblem(403, 'publish-needs-admin');
    expect(scheduleIn(await former.pause(id))).toMatchObject({ state: 'paused', version: 2 });
    expect(await former.patch(id, { action: notify })).toMatchObject({ statusCode: 200 });
    expect(await former.remove(id)).toMatchObject({ statusCode: 204 });
  });
});

describe.each([
  ['of another', async () => (await withSchedule()).ref],
  [
    'that a service asked for on behalf of the caller',
    async () => {
      const schedule = { ...planned(), requestedBy: { service: 'notifications', key: 'digest' } };
      await schedules.create(schedule);
      return schedule;
    },
  ],
])('a schedule %s', (what, prepare) => {
  it('is not there, whatever is asked for', async () => {
    const { ownerId, scheduleId: id } = await prepare();
    const eve = asPerson(what === 'of another' ? {} : { sub: ownerId });
    const answers = [
      await eve.get(id),
      await eve.patch(id, { misfire: 'skip' }),
      await eve.pause(id),
      await eve.resume(id),
      await eve.run(id),
      await eve.occurrences(id),
    ];
    for (const answer of answers) expect(answer).toBeProblem(404, 'schedule-not-found');
    expect(await eve.remove(id)).toMatchObject({ statusCode: 204 });
    expect(schedulesIn(await eve.list()).items).toEqual([]);
    expect(await schedules.find({ ownerId, scheduleId: id })).toMatchObject({ version: 1 });
  });
});
