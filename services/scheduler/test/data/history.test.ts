import { randomUUID } from 'node:crypto';
import { type Kept, occurrences } from '../../src/data/occurrences.ts';
import { ownTable } from '../store.ts';

ownTable();

const ref = () => ({ ownerId: randomUUID(), scheduleId: randomUUID() });

const fired = (of: ReturnType<typeof ref>, plannedAt: string): Kept => ({
  ...of,
  occurrenceId: `${of.scheduleId}.${plannedAt}`,
  plannedAt,
  settledAt: plannedAt,
  outcome: 'fired',
  trigger: 'schedule',
});

const plannedIn = async (of: ReturnType<typeof ref>, now?: number) =>
  (await occurrences.list(of, {}, now)).items.map(({ plannedAt }) => plannedAt);

const [first, second] = ['2026-11-21T10:00:00.000Z', '2026-11-21T11:00:00.000Z'] as const;

describe('the history of a schedule', () => {
  it('is its own, newest first, whatever the order in which it came', async () => {
    const [one, other] = [ref(), ref()];
    await occurrences.keep([
      fired(one, second),
      fired(other, first),
      fired({ ...other, scheduleId: one.scheduleId }, first),
    ]);
    await occurrences.keep([fired(one, first)]);
    expect(await plannedIn(one)).toEqual([second, first]);
  });

  it('has an occurrence once that was told twice', async () => {
    const one = ref();
    await occurrences.keep([fired(one, first)]);
    await occurrences.keep([fired(one, first), fired(one, first)]);
    expect(await plannedIn(one)).toEqual([first]);
  });

  it('ends after 30 days, whether DynamoDB has removed it or not', async () => {
    const one = ref();
    await occurrences.keep([fired(one, first), fired(one, second)]);
    expect(await plannedIn(one, Date.parse(first) + 30 * 24 * 3_600_000)).toEqual([second]);
  });
});
