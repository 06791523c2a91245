import { Conflict } from '@libs/contracts/errors';
import type { Schedule } from './schedule.ts';

/** @throws Conflict `schedule-finished` */
export function assertUnfinished({ state }: Schedule): void {
  if (state === 'finished') throw finished();
}

export const finished = (): Conflict =>
  new Conflict('schedule-finished', 'No occurrence of this schedule is left: give it another time');
