import { Unprocessable } from '@libs/contracts/errors';
import type { Request } from '../contract/requests.ts';
import { newSchedule } from './new-schedule.ts';
import { requestedRef } from './requested-ref.ts';
import type { Schedule } from './schedule.ts';
import { MINUTE } from './times.ts';

export interface RequestOrigin {
  readonly service: string;
  /** When the service asked. */
  readonly madeAt: Date;
  readonly now: Date;
}

/**
 * An `at` may lie so far before its request, in milliseconds: a service that asks for what is due at this very moment notes the event some moments
 * later, and its clock is not ours.
 */
const LEEWAY = MINUTE;

/**
 * The schedule that a service asks for, active, in place of the one that was there. Its times are reckoned from the moment of the request: an
 * occurrence that became due before the request arrived is due at once, and treated by the misfire policy as after any outage.
 * @throws Unprocessable `invalid-schedule` when its times make no sense, or none came after the request; or a service's own would notify nobody
 */
export function requestedSchedule(
  { key, userId, version: _version, misfire = 'fire-now', ...plan }: Request,
  { service, madeAt, now }: RequestOrigin,
  before: Schedule | undefined,
): Schedule {
  if (plan.action.type === 'notify' && userId === undefined) throw notifiesNobody();
  const ref = { ...requestedRef({ service, key, userId }), requestedBy: { service, key } };
  const schedule = pointingIntoEvent(() => newSchedule(ref, { ...plan, misfire }, countsFrom(plan, madeAt, before)));
  return {
    ...schedule,
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

/** What was settled under the plan before does not happen again. */
function countsFrom({ when }: Pick<Request, 'when'>, madeAt: Date, before: Schedule | undefined): Date {
  const from = when.at === undefined ? madeAt.getTime() : madeAt.getTime() - LEEWAY;
  const settled = before?.settled?.filter(({ trigger }) => trigger === 'schedule').at(-1);
  return new Date(settled === undefined ? from : Math.max(from, Date.parse(settled.plannedAt)));
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
