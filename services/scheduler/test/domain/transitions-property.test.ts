import { Failure } from '@libs/contracts/errors';
import fc from 'fast-check';
import type { When } from '../../src/contract/schedule.ts';
import { change, type PlanChange } from '../../src/domain/change.ts';
import { occurrencesOf } from '../../src/domain/occurrences-of.ts';
import { pause } from '../../src/domain/pause.ts';
import { resume } from '../../src/domain/resume.ts';
import { runNow } from '../../src/domain/run-now.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { settle } from '../../src/domain/settle.ts';
import { planned } from '../schedules.ts';

const MINUTE = 60_000;
const START = Date.parse('2027-03-27T22:17:42.123Z');
const iso = (minutes: number) => new Date(START + minutes * MINUTE).toISOString();

/** Minutes from the start, over the night in which the clocks of Berlin change. */
const minutes = fc.integer({ min: -2_000, max: 10_000 });

const whens: fc.Arbitrary<When> = fc.oneof(
  minutes.map((at) => ({ at: iso(at) })),
  fc
    .record({ every: fc.constantFrom('PT1M', 'PT7M', 'PT1H', 'P1D', 'P1M'), anchor: minutes.map(iso) })
    .map((every) => ({ ...every, timeZone: 'Europe/Berlin' })),
  fc
    .constantFrom('*/5 * * * *', '30 2 * * *', '0 9 * * 1-5', '0 0 L * ? *')
    .map((cron) => ({ cron, timeZone: 'Europe/Berlin' })),
);

const bound = fc.option(minutes.map(iso), { nil: null });
const changes: fc.Arbitrary<PlanChange> = fc.record(
  {
    when: whens,
    startsAt: bound,
    endsAt: bound,
    maxOccurrences: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
    misfire: fc.constantFrom('fire-now' as const, 'skip' as const),
  },
  { requiredKeys: [] },
);

type Act = (schedule: Schedule, now: Date) => Schedule;
type Step = readonly [name: string, act: Act];
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step[]>(['pause', pause], ['resume', resume], ['run-now', runNow]),
  { arbitrary: fc.constant<Step>(['fire', settle]), weight: 4 },
  changes.map((plan): Step => [`change ${JSON.stringify(plan)}`, (schedule, now) => change(schedule, plan, now)]),
);

/** What is done to a schedule, each so many milliseconds after the one before. */
const lives = fc.array(fc.tuple(fc.integer({ min: 0, max: 900 * MINUTE }), steps), { minLength: 1, maxLength: 40 });

/** The rules that a step which changed something has broken. */
function* broken(before: Schedule, after: Schedule, name: string, now: Date): Iterable<string> {
  if (after.version !== before.version + 1) yield 'each change is the next version';
  if ((after.nextAt === undefined) === (after.state === 'active'))
    yield 'something is to come exactly when it is active';
  if (after.updatedAt < before.updatedAt) yield 'time goes on';
  const settled = occurrencesOf(after);
  const ofPlan = settled.filter(({ trigger }) => trigger === 'schedule');
  if (after.occurrences !== before.occurrences + ofPlan.length) yield 'what was planned is counted, and nothing else';
  if (settled.some(({ plannedAt, settledAt }) => plannedAt > settledAt)) yield 'nothing fires early';
  if (!ofPlan.every(({ plannedAt }) => isWithin(before, plannedAt))) yield 'what fires lies within the bounds';
  if (after.nextAt === undefined) return;
  if (!isWithin(after, after.nextAt)) yield 'what is to come lies within the bounds';
  if (after.occurrences >= (after.maxOccurrences ?? Infinity)) yield 'there are no more than there may be';
  // More may be due than one write settles, and what is not about times leaves due what is due.
  const reckonsAnew = name === 'resume' || /"(when|startsAt|endsAt|maxOccurrences)"/.test(name);
  const settlesAll = name === 'fire' && ofPlan.length < 25;
  if ((reckonsAnew || settlesAll) && after.nextAt <= now.toISOString()) yield 'what is to come is to come';
}

const isWithin = ({ startsAt = '', endsAt = '~' }: Schedule, at: string): boolean => at >= startsAt && at <= endsAt;

/** The next state; the same one when the step is refused by a rule. */
function stepped([name, act]: Step, schedule: Schedule, now: Date): Schedule {
  try {
    return act(schedule, now);
  } catch (error) {
    if (error instanceof Failure) return schedule;
    throw new Error(`${name} breaks`, { cause: error });
  }
}

it('whatever is done to a schedule, it is active exactly when something is to come, within its bounds, and each change is one version', () => {
  fc.assert(
    fc.property(lives, (life) => {
      let schedule = planned({ now: new Date(START), when: { cron: '*/5 * * * *', timeZone: 'Europe/Berlin' } });
      const settled: string[] = [];
      const wrong: string[] = [];
      let time = START;
      for (const [passed, step] of life) {
        time += passed;
        const now = new Date(time);
        const next = stepped(step, schedule, now);
        if (next === schedule) continue;
        for (const rule of broken(schedule, next, step[0], now)) wrong.push(`${step[0]}: ${rule}`);
        settled.push(...occurrencesOf(next).map(({ occurrenceId }) => occurrenceId));
        schedule = next;
      }
      expect(wrong).toEqual([]);
      // No occurrence twice.
      expect(new Set(settled).size).toBe(settled.length);
    }),
  );
});
