import { randomUUID } from 'node:crypto';
import { log } from '@libs/observability';
import type { Schedule } from '../../src/contract/routes.ts';
import { repeatable } from '../../src/data/repeatable.ts';
import { schedules } from '../../src/data/schedules.ts';
import { settle } from '../../src/domain/settle.ts';
import { handler } from '../../src/functions/create-schedule.ts';
import { ownTable } from '../store.ts';
import { notify } from './as-person.ts';

ownTable();

const START = '2026-11-21T23:59:50.000Z';
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const later = (milliseconds: number) => new Date(Date.parse(START) + milliseconds);

/** A person who posts the same body under the same key, each time as if no answer to it had been noted: the function was killed, or it is long ago. */
function posting(body: { readonly when: object }) {
  const [ownerId, key] = [randomUUID(), randomUUID()];
  return {
    ownerId,
    postAt: async (now: Date): Promise<Schedule> => {
      const input = {
        caller: { id: ownerId, groups: [] },
        headers: { 'idempotency-key': key },
        body: { ...body, action: notify },
        params: {},
        query: {},
        ifMatch: undefined,
        correlationId: 'none',
        log,
        signal: new AbortController().signal,
      };
      return (await handler.logic(input, schedules, repeatable, now)).body;
    },
  };
}

const remind = { when: { at: later(10 * SECOND).toISOString() } };
const hourly = { when: { cron: '0 * * * *', timeZone: 'UTC' } };

describe('a request that is repeated with its Idempotency-Key', () => {
  it('is answered by what it has planned, though the time has passed, and it has fired, on the day after', async () => {
    const { ownerId, postAt } = posting(remind);
    const first = await postAt(later(0));
    const ref = { ownerId, scheduleId: first.id };
    await schedules.save(settle(await schedules.get(ref), later(10 * SECOND)));
    expect(await postAt(later(13 * SECOND))).toMatchObject({ id: first.id, state: 'finished', version: 2 });
    expect(await postAt(later(24 * HOUR - 1))).toMatchObject({ id: first.id });
  });

  it.each([24 * HOUR, 25 * HOUR, 72 * HOUR])('plans anew %d ms later, once', async (after) => {
    const { postAt } = posting(hourly);
    const first = await postAt(later(0));
    const second = await postAt(later(after));
    const again = await postAt(later(after + SECOND));
    expect(second.id).not.toBe(first.id);
    expect(again).toEqual(second);
  });

  it('does not find the history of what it planned under the same key, and was deleted', async () => {
    const { ownerId, postAt } = posting(hourly);
    const first = await postAt(later(0));
    await schedules.remove({ ownerId, scheduleId: first.id });
    expect((await postAt(later(25 * HOUR))).id).not.toBe(first.id);
  });
});
