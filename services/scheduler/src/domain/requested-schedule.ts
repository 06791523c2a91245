import { Unprocessable } from '@libs/contracts/errors';
import type { Request } from '../contract/requests.ts';
import { newSchedule } from './new-schedule.ts';
import { nextAt } from './next-at.ts';
import type { Schedule, ScheduleRef } from './schedule.ts';
import { MINUTE } from './times.ts';

export interface RequestOrigin {
  readonly service: string;
  /** Of the schedule that the key stands for. */
  readonly ref: ScheduleRef;
  /** When the service asked. */
  readonly madeAt: Date;
  readonly now: Date;
}

/**
 * An `at` may lie so far before its request, in milliseconds: a service that asks for what is due at this very moment notes the event some moments
 * later, and its clock is not ours.
 */
const LEEWAY = MINUTE;

/** Of what recurs, so much is made up for, in milliseconds, when a request is late: one that was two weeks in a dead-letter queue would fire each minute of them. */
const MADE_UP = 60 * MINUTE;

/**
 * The schedule that a service asks for, in place of the one that was there; finished, when that one has settled all that it asks for. Its times are
 * reckoned from the moment of the request: an occurrence that became due before the request arrived is due at once, and treated by the misfire policy
 * as after any outage; of what recurs, those of the last hour.
 * @throws Unprocessable `invalid-schedule` when its times make no sense, or none came after the request; or a service's own would notify nobody
 */
export function requestedSchedule(
  { key, userId, version: _requested, misfire = 'fire-now', ...plan }: Request,
  { service, ref, madeAt, now }: RequestOrigin,
  before: Schedule | undefined,
): Schedule {
  if (plan.action.type === 'notify' && userId === undefined) throw notifiesNobody();
  const from = new Date(
    plan.when.at === undefined ? Math.max(madeAt.getTime(), now.getTime() - MADE_UP) : madeAt.getTime() - LEEWAY,
  );
  const planned = pointingIntoEvent(() =>
    newSchedule({ ...ref, requestedBy: { service, key } }, { ...plan, misfire }, from),
  );
  const { settledUpTo, version = 0, createdAt = now.toISOString() } = before ?? {};
  // What was settled under a plan before does not happen again; an `at` of its own does, though it lies before that.
  const isAnother = plan.when.at !== undefined && planned.nextAt !== settledUpTo;
  const next = isAnother ? planned.nextAt : nextAt({ ...planned, settledUpTo }, { after: from, occurrences: 0 });
  return {
    ...planned,
    state: next === undefined ? 'finished' : 'active',
    nextAt: next,
    settledUpTo,
    version: version + 1,
    createdAt,
    updatedAt: now.toISOString(),
  };
}

/** The rules of a schedule tell what is wrong with a request over HTTP. */
function pointingIntoEvent<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Unprocessable)) throw error;
    const errors = error.errors?.map(({ pointer, ...rest }) => ({
      pointer: pointer.replace(/^\/body/, '/data'),
      ...rest,
    }));
    throw new Unprocessable(error.type, error.title, { cause: error, ...(errors === undefined ? {} : { errors }) });
  }
}

const notifiesNobody = (): Unprocessable =>
  new Unprocessable('invalid-schedule', 'This schedule would notify nobody', {
    errors: [{ pointer: '/data/userId', code: 'required', message: 'must be given with the action notify' }],
  });
