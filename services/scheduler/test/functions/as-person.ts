import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext } from '@libs/testing';
import type { Occurrence, Schedule } from '../../src/contract/routes.ts';
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

type Headers = Record<string, string>;
type Options = Omit<NonNullable<Parameters<typeof httpEvent>[1]>, 'route' | 'claims'>;

interface Who {
  readonly sub?: string;
  readonly groups?: string[];
  /** Milliseconds that a function has. Much as a rule: on a busy machine the client's retries alone may take seconds. */
  readonly timeout?: number;
}

/** What one person may ask for. */
export function asPerson({ sub = randomUUID(), groups = [], timeout = 60_000 }: Who = {}) {
  const context = () => lambdaContext({ timeout });
  const claims = { sub, ...(groups.length > 0 ? { 'cognito:groups': groups } : {}) };
  const event = (method: string, path: string, options: Options) =>
    httpEvent(method, { ...options, route: `/schedules${path}`, claims });
  const one = (method: string, path: string, id: string, options: Options) =>
    event(method, `/{id}${path}`, { ...options, params: { id } });
  return {
    sub,
    post: (body: unknown, headers: Headers = {}) => createSchedule(event('POST', '', { body, headers }), context()),
    list: (query = {}) => listSchedules(event('GET', '', { query }), context()),
    preview: (query = {}) => previewSchedule(event('GET', '/preview', { query }), context()),
    get: (id: string, headers: Headers = {}) => getSchedule(one('GET', '', id, { headers }), context()),
    patch: (id: string, body: unknown, headers: Headers = {}) =>
      updateSchedule(one('PATCH', '', id, { body, headers }), context()),
    pause: (id: string, headers: Headers = {}) => pauseSchedule(one('POST', '/pause', id, { headers }), context()),
    resume: (id: string, headers: Headers = {}) => resumeSchedule(one('POST', '/resume', id, { headers }), context()),
    run: (id: string, headers: Headers = {}) => runSchedule(one('POST', '/run-now', id, { headers }), context()),
    remove: (id: string, headers: Headers = {}) => deleteSchedule(one('DELETE', '', id, { headers }), context()),
    occurrences: (id: string, query = {}) => listOccurrences(one('GET', '/occurrences', id, { query }), context()),
  };
}

/** Tells the owner of tea. */
export const notify = { type: 'notify', title: 'Tea', body: 'It is ready', category: 'schedules' } as const;

/** A body for POST: every hour. */
export const hourly = { when: { cron: '0 * * * *', timeZone: 'UTC' }, action: notify } as const;

interface Answer {
  readonly body?: string | undefined;
}

export const bodyOf = ({ body = '' }: Answer): unknown => JSON.parse(body);
export const scheduleIn = (answer: Answer) => bodyOf(answer) as Schedule;
export const schedulesIn = (answer: Answer) => bodyOf(answer) as { items: Schedule[]; next?: string };
export const occurrencesIn = (answer: Answer) => bodyOf(answer) as { items: Occurrence[]; next?: string };
export const errorsIn = (answer: Answer) =>
  (bodyOf(answer) as { errors?: { pointer: string; code: string; message: string }[] }).errors ?? [];
