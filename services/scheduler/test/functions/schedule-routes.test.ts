import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext } from '@libs/testing';
import type { Occurrence, Schedule } from '../../src/contract/routes.ts';
import { schedules } from '../../src/data/schedules.ts';
import { handler as createSchedule } from '../../src/functions/create-schedule.ts';
import { handler as deleteSchedule } from '../../src/functions/delete-schedule.ts';
import { handler as getSchedule } from '../../src/functions/get-schedule.ts';
import { handler as listOccurrences } from '../../src/functions/list-occurrences.ts';
import { handler as listSchedules } from '../../src/functions/list-schedules.ts';
import { handler as pauseSchedule } from '../../src/functions/pause-schedule.ts';
import { handler as previewSchedule } from '../../src/functions/preview-schedule.ts';
import { handler as resumeSchedule } from '../../src/functions/resume-schedule.ts';
import { handler as runSchedule } from '../../src/functions/run-schedule.ts';
import { handler as updateSchedule } from '../../src/functions/update-schedule.ts';
import { ownTable } from '../store.ts';

ownTable();

type Headers = Record<string, string>;
type Options = Omit<NonNullable<Parameters<typeof httpEvent>[1]>, 'route' | 'claims'>;

const inOneHour = () => new Date(Date.now() + 3_600_000).toISOString();
const notify = { type: 'notify', title: 'Tea', body: 'It is ready', category: 'schedules' };
const once = () => ({ when: { at: inOneHour() }, action: notify });
const hourly = { when: { cron: '0 * * * *', timeZone: 'UTC' }, action: notify };

/** What one person may ask for. */
function asPerson(sub: string = randomUUID(), groups: string[] = []) {
  const event = (method: string, route: string, options: Options) =>
    httpEvent(method, {
      ...options,
      route,
      claims: { sub, ...(groups.length > 0 ? { 'cognito:groups': groups } : {}) },
    });
  const context = () => lambdaContext({ timeout: 60_000 });
  const route = '/schedules/{id}';
  return {
    sub,
    post: (body: unknown, headers: Headers = {}) =>
      createSchedule(event('POST', '/schedules', { body, headers }), context()),
    list: (query = {}) => listSchedules(event('GET', '/schedules', { query }), context()),
    preview: (query = {}) => previewSchedule(event('GET', '/schedules/preview', { query }), context()),
    get: (id: string, headers: Headers = {}) =>
      getSchedule(event('GET', route, { params: { id }, headers }), context()),
    patch: (id: string, body: unknown, headers: Headers = {}) =>
      updateSchedule(event('PATCH', route, { params: { id }, body, headers }), context()),
    pause: (id: string, headers: Headers = {}) =>
      pauseSchedule(event('POST', `${route}/pause`, { params: { id }, headers }), context()),
    resume: (id: string, headers: Headers = {}) =>
      resumeSchedule(event('POST', `${route}/resume`, { params: { id }, headers }), context()),
    run: (id: string, headers: Headers = {}) =>
      runSchedule(event('POST', `${route}/run-now`, { params: { id }, headers }), context()),
    remove: (id: string, headers: Headers = {}) =>
      deleteSchedule(event('DELETE', route, { params: { id }, headers }), context()),
    occurrences: (id: string, query = {}) =>
      listOccurrences(event('GET', `${route}/occurrences`, { params: { id }, query }), context()),
  };
}

interface Answer {
  readonly body?: string | undefined;
}

const bodyOf = ({ body = '' }: Answer): unknown => JSON.parse(body);
const scheduleIn = (answer: Answer) => bodyOf(answer) as Schedule;
const schedulesIn = (answer: Answer) => bodyOf(answer) as { items: Schedule[]; next?: string };
const occurrencesIn = (answer: Answer) => bodyOf(answer) as { items: Occurrence[]; next?: string };

describe('POST /schedules', () => {
  it('answers with the schedule, its version and where it is', async () => {
    const ada = asPerson();
    const body = once();
    const answer = await ada.post(body);
    const schedule = scheduleIn(answer);
    expect(answer).toMatchObject({
      statusCode: 201,
      headers: { ETag: '"1"', location: `/schedules/${schedule.id}` },
    });
    expect(schedule).toEqual({
      id: expect.any(String),
      ...body,
      misfire: 'fire-now',
      state: 'active',
      nextAt: body.when.at,
      occurrences: 0,
      version: 1,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect(bodyOf(await ada.get(schedule.id))).toEqual(schedule);
  });
});

describe('life', () => {
  it('works end to end', async () => {
    const ada = asPerson();
    const { id } = scheduleIn(await ada.post(hourly));
    expect(await ada.patch(id, { endsAt: '2030-01-01T00:00:00+01:00' }, { 'if-match': '"1"' })).toMatchObject({
      statusCode: 200,
    });
    expect(await ada.patch(id, { endsAt: null }, { 'if-match': '"1"' })).toBeProblem(412, 'stale-version');
    expect(scheduleIn(await ada.pause(id))).toMatchObject({ state: 'paused', version: 3 });
    expect(scheduleIn(await ada.resume(id))).toMatchObject({ state: 'active', version: 4 });
    expect(await ada.run(id)).toMatchObject({ statusCode: 202 });
    expect(schedulesIn(await ada.list({ state: 'active' })).items).toHaveLength(1);
    expect(occurrencesIn(await ada.occurrences(id)).items).toEqual([]);
    expect(await ada.remove(id, { 'if-match': '"1"' })).toBeProblem(412, 'stale-version');
    expect(await ada.remove(id)).toMatchObject({ statusCode: 204 });
    expect(await ada.remove(id)).toMatchObject({ statusCode: 204 });
    expect(await schedules.find({ ownerId: ada.sub, scheduleId: id })).toBeUndefined();
    expect(bodyOf(await ada.preview({ cron: '0 9 * * 1,3', timeZone: 'Europe/Berlin', count: '3' }))).toMatchObject({
      items: [{ local: expect.stringMatching(/T09:00:00$/) }, {}, {}],
    });
    expect(await ada.preview({ cron: '0 9 31 2 *', timeZone: 'Mars/Base' })).toBeProblem(422, 'invalid-schedule');
  });
});
