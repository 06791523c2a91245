import { eventId } from '@libs/messaging';
import type { ScheduleRef } from '../domain/schedule.ts';

/** Who asked for a schedule, under which key, and whom it concerns. */
export interface Requester {
  readonly service: string;
  readonly key: string;
  readonly userId?: string | undefined;
}

/**
 * The schedule that a key stands for: the same for each request. Another person's is another one, so that no request moves a schedule from
 * person to person.
 */
export function requestedRef({ service, key, userId }: Requester): ScheduleRef {
  const idOf = (what: string): string => eventId(JSON.stringify([service, userId ?? null, key]), what, 0);
  return { ownerId: userId ?? idOf('owner'), scheduleId: idOf('schedule') };
}
