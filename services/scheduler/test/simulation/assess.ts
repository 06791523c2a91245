import { newVersionOf, type ScheduleChange, settledIn } from '../../src/data/changes.ts';
import type { Occurrence, Plan } from '../../src/domain/schedule.ts';
import { nextOf } from '../../src/domain/when.ts';
import type { Told } from './world.ts';

type State = NonNullable<ScheduleChange['after']>;

/** A time of a schedule while nobody changed it, and all that was settled of it until somebody did. */
interface Span {
  readonly begun: State;
  readonly settled: Occurrence[];
  /** Undefined: nobody has changed it since. */
  ended?: 'changed' | 'removed';
}

/**
 * Holds all that was written and told against what the plans say, reckoned anew from the plans alone.
 * @param now epoch milliseconds: what was planned until then must have been settled, unless somebody changed the schedule before
 * @returns what is wrong, in words; nothing when all is well
 */
export function wrongs(
  { changes, told }: { readonly changes: readonly ScheduleChange[]; readonly told: readonly Told[] },
  now: number,
): string[] {
  const spans = spansOf(changes);
  const settled = changes.flatMap(settledIn);
  return [...spans.flatMap((span) => wrongsOfSpan(span, now)), ...wrongsOfTold(changes, told), ...wrongsOfIds(settled)];
}

function spansOf(changes: readonly ScheduleChange[]): Span[] {
  const spans: Span[] = [];
  const open = new Map<string, Span>();
  for (const change of changes) {
    const { scheduleId } = change.after ?? change.before;
    const span = open.get(scheduleId);
    const after = newVersionOf(change);
    if (change.after !== undefined && after === undefined) continue;
    const occurrences = settledIn(change);
    if (occurrences.some(({ trigger }) => trigger === 'schedule')) {
      span?.settled.push(...occurrences);
      continue;
    }
    if (span !== undefined) span.ended = after === undefined ? 'removed' : 'changed';
    open.delete(scheduleId);
    if (after === undefined) continue;
    const begun = { begun: after, settled: [] };
    open.set(scheduleId, begun);
    spans.push(begun);
  }
  return spans;
}

function wrongsOfSpan({ begun, settled, ended }: Span, now: number): string[] {
  const wrong: string[] = [];
  const expected = begun.state === 'active' ? timesOf(begun, begun, settled.length, now) : [];
  const name = `${begun.scheduleId} v${begun.version}`;
  for (const [place, { plannedAt, settledAt, outcome }] of settled.entries()) {
    if (plannedAt !== expected[place]) wrong.push(`${name}: settled ${plannedAt}, planned was ${expected[place]}`);
    if (settledAt < plannedAt) wrong.push(`${name}: ${plannedAt} was settled before its time, at ${settledAt}`);
    const late = Date.parse(settledAt) - Date.parse(plannedAt) > 60_000;
    if (outcome !== (late && begun.misfire === 'skip' ? 'skipped' : 'fired'))
      wrong.push(`${name}: ${plannedAt} was ${outcome} at ${settledAt}`);
  }
  if (ended === undefined)
    for (const plannedAt of expected.slice(settled.length)) wrong.push(`${name}: ${plannedAt} was lost`);
  return wrong;
}

/** All times of a plan from its next one on: as many as were settled, and all until now. */
function timesOf(
  { nextAt, occurrences }: Pick<State, 'nextAt' | 'occurrences'>,
  { when, startsAt = '', endsAt = '9999', maxOccurrences = Number.POSITIVE_INFINITY }: Plan,
  count: number,
  now: number,
): string[] {
  const times: string[] = [];
  for (let next = nextAt; next !== undefined; ) {
    if (next < startsAt || next > endsAt || occurrences + times.length >= maxOccurrences) break;
    if (times.length >= count && Date.parse(next) > now) break;
    times.push(next);
    next = nextOf(when, new Date(next))?.toISOString();
  }
  return times;
}

function wrongsOfTold(changes: readonly ScheduleChange[], told: readonly Told[]): string[] {
  const wrong: string[] = [];
  const expected = new Set(
    changes.flatMap((change) => {
      const { action } = newVersionOf(change) ?? {};
      return settledIn(change).flatMap(({ occurrenceId, outcome }) => {
        if (outcome !== 'fired') return [];
        return ['ScheduleFired', ...(action?.type === 'publish' ? [action.name] : [])].map(
          (n) => `${n} ${occurrenceId}`,
        );
      });
    }),
  );
  const ids = new Map<string, Set<string>>();
  for (const { id, name, occurrenceId } of told) {
    const key = `${name} ${occurrenceId}`;
    ids.set(key, (ids.get(key) ?? new Set()).add(id));
    if (!expected.has(key)) wrong.push(`${key} was told, and has not fired`);
  }
  for (const key of expected) {
    const size = ids.get(key)?.size ?? 0;
    if (size !== 1) wrong.push(`${key} was told with ${size} ids`);
  }
  return wrong;
}

function wrongsOfIds(settled: readonly Occurrence[]): string[] {
  const ids = new Set<string>();
  return settled.flatMap(({ occurrenceId }) => {
    if (!ids.has(occurrenceId)) {
      ids.add(occurrenceId);
      return [];
    }
    return [`${occurrenceId} was settled twice`];
  });
}
