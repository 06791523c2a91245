import { v5 } from 'uuid';
import type { Schedule } from '../domain/schedule.ts';
import { schedules } from './schedules.ts';

/** What requests with an `Idempotency-Key` plan, so that one that was killed between its write and the note of its answer finds what it has planned. */
export const repeatable = { idAt, find };

export interface RepeatableRequest {
  readonly ownerId: string;
  readonly key: string;
  readonly plan: unknown;
}

const NAMESPACE = '5b0c6c0e-6d6f-4f0b-8f0e-3a9d2c1b7e64';
/** As long as keys hold; in milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

/** The id of what a request plans: the same for the same request of the same person on the same day, in UTC. */
function idAt({ ownerId, key, plan }: RepeatableRequest, now: Date): string {
  return v5(JSON.stringify([ownerId, key, plan, now.toISOString().slice(0, 10)]), NAMESPACE);
}

/** What the same request has planned in the 24 hours before, in whichever state it is by now. Consistent. */
async function find(request: RepeatableRequest, now: Date): Promise<Schedule | undefined> {
  const earliest = new Date(now.getTime() - DAY);
  const found = await Promise.all(
    [now, earliest].map(async (day) => schedules.find({ ownerId: request.ownerId, scheduleId: idAt(request, day) })),
  );
  return found.find((schedule) => schedule !== undefined && schedule.createdAt > earliest.toISOString());
}
