import type { Action } from '../contract/action.ts';
import type { When } from '../contract/schedule.ts';

export const STATES = ['active', 'paused', 'finished'] as const;
/** `finished`: no occurrence is left. */
export type State = (typeof STATES)[number];

export const MISFIRES = ['fire-now', 'skip'] as const;
/** What becomes of an occurrence that is more than a minute late. */
export type Misfire = (typeof MISFIRES)[number];

/** What a person, or a service, says of a schedule. Times are RFC 3339, UTC, in milliseconds. */
export interface Plan {
  readonly when: When;
  /** No occurrence before this. */
  readonly startsAt?: string | undefined;
  /** No occurrence after this. */
  readonly endsAt?: string | undefined;
  /** 1 to 1,000,000. */
  readonly maxOccurrences?: number | undefined;
  readonly misfire: Misfire;
  readonly action: Action;
}

/**
 * An occurrence whose time has come, as the state of a schedule says that has settled it. Nothing that the rest of the state tells: it is written with every
 * occurrence, and a state of more than 1 KB costs twice.
 */
export interface Settled {
  readonly plannedAt: string;
  readonly outcome: 'fired' | 'skipped';
  /** Somebody asked for it; undefined: its time was planned. */
  readonly trigger?: 'run-now' | undefined;
}

/** An occurrence whose time has come, and what was done about it. */
export interface Occurrence {
  readonly occurrenceId: string;
  readonly plannedAt: string;
  readonly outcome: 'fired' | 'skipped';
  /** `run-now`: somebody asked for it. */
  readonly trigger: 'schedule' | 'run-now';
  /** When it was decided: never before `plannedAt`. */
  readonly settledAt: string;
}

export interface ScheduleRef {
  readonly ownerId: string;
  readonly scheduleId: string;
}

/** A schedule in one of its states; every change makes the next version. Times are RFC 3339, UTC, in milliseconds. */
export interface Schedule extends ScheduleRef, Plan {
  readonly state: State;
  /** Of an active one: when its next occurrence is due. */
  readonly nextAt?: string | undefined;
  /** How many occurrences were fired or skipped. */
  readonly occurrences: number;
  /** The time of the last one: what is reckoned anew lies after it, so that none occurs again when a clock has gone back. */
  readonly settledUpTo?: string | undefined;
  /** What the very change that made this version has settled. */
  readonly settled?: readonly Settled[] | undefined;
  /** The service that asked for it, and the key that it gave. */
  readonly requestedBy?: { readonly service: string; readonly key: string } | undefined;
  /** Of the request that was the last to run it by itself: killed after its write, it is known again. */
  readonly runKey?: string | undefined;
  /** 1 and up. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}
