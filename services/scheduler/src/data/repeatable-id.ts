import { v5 } from 'uuid';

const SCHEDULES = '5b0c6c0e-6d6f-4f0b-8f0e-3a9d2c1b7e64';

/**
 * The id of what a request with an `Idempotency-Key` plans: the same for the same request of the same person, so that a request which was killed
 * between its write and the note of its answer finds what it has planned.
 */
export function repeatableId(ownerId: string, key: string, plan: unknown): string {
  return v5(JSON.stringify([ownerId, key, plan]), SCHEDULES);
}
