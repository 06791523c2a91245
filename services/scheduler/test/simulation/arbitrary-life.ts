import { type Arbitrary, array, constant, constantFrom, integer, oneof, option, record, uuid } from 'fast-check';
import type { Action } from '../../src/contract/action.ts';
import type { When } from '../../src/contract/schedule.ts';
import type { Plan } from '../../src/domain/schedule.ts';
import { MINUTE, SECOND } from '../../src/domain/times.ts';

/** Half an hour before clocks change in some of the zones below, and a day on which none does. */
const STARTS = [
  '2026-03-29T00:30:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-10-03T15:00:00.000Z',
  '2026-06-15T12:00:00.000Z',
];
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];

/** So long things go wrong, and somebody changes schedules, in minutes. */
export const TROUBLE = 90;

const minutes = (least: number, most: number): Arbitrary<number> =>
  integer({ min: least * 60, max: most * 60 }).map((seconds) => seconds * SECOND);

const iso = (start: number, after: number): string => new Date(start + after).toISOString();

const whens = (start: number): Arbitrary<When> =>
  oneof(
    minutes(1, TROUBLE).map((after) => ({ at: iso(start, after) })),
    record({ every: constantFrom('PT1M', 'PT90S', 'PT7M', 'PT1H'), anchor: minutes(-600, 60) }).map(
      ({ every, anchor }) => ({
        every,
        anchor: iso(start, anchor),
      }),
    ),
    record({
      cron: constantFrom('* * * * *', '*/5 * * * *', '17 * * * *', '0,30 1-3 * * *', '0/10 * ? * * *'),
      timeZone: constantFrom(...ZONES),
    }),
  );

const ACTIONS: readonly Action[] = [
  { type: 'notify', title: 'Tea', body: '', category: 'schedules' },
  { type: 'publish', name: 'TeaIsReady', data: { pot: 'green' } },
];

const plans = (start: number): Arbitrary<Plan> =>
  record({
    when: whens(start),
    misfire: constantFrom('fire-now', 'skip'),
    action: constantFrom(...ACTIONS),
    startsAt: option(
      minutes(0, 30).map((after) => iso(start, after)),
      { nil: undefined },
    ),
    endsAt: option(
      minutes(40, 150).map((after) => iso(start, after)),
      { nil: undefined },
    ),
    maxOccurrences: option(integer({ min: 1, max: 60 }), { nil: undefined }),
  });

/** What somebody does to a schedule, so many milliseconds after the start. */
export type Deed = { readonly after: number } & (
  | { readonly does: 'pause' | 'resume' | 'run-now' }
  | { readonly does: 'remove' }
  | { readonly does: 'change'; readonly when: When }
);

const deeds = (start: number): Arbitrary<Deed> => {
  const after = minutes(1, TROUBLE);
  return oneof(
    record({ after, does: constantFrom('pause' as const, 'resume' as const, 'run-now' as const, 'remove' as const) }),
    record({ after, does: constant('change' as const), when: whens(start) }),
  );
};

export interface Life {
  readonly start: number;
  readonly schedules: readonly {
    readonly scheduleId: string;
    readonly createdAfter: number;
    readonly plan: Plan;
    readonly deeds: readonly Deed[];
  }[];
  /** When ticks do not come, or clocks go wrong: milliseconds after the start, and for how long. */
  readonly outages: readonly { readonly after: number; readonly lasts: number }[];
  readonly jumps: readonly { readonly after: number; readonly lasts: number; readonly by: number }[];
  /** From which all other troubles follow. */
  readonly seed: number;
}

export const lives: Arbitrary<Life> = constantFrom(...STARTS).chain((text) => {
  const start = Date.parse(text);
  return record({
    start: constant(start),
    schedules: array(
      record({
        scheduleId: uuid(),
        createdAfter: minutes(0, 20),
        plan: plans(start),
        deeds: array(deeds(start), { maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    outages: array(record({ after: minutes(5, TROUBLE), lasts: minutes(1, 30) }), { maxLength: 2 }),
    jumps: array(
      record({
        after: minutes(5, TROUBLE),
        lasts: minutes(1, 30),
        by: integer({ min: -20, max: 20 }).map((by) => by * MINUTE),
      }),
      { maxLength: 1 },
    ),
    seed: integer(),
  });
});
