import { reportPositions } from '../../src/data/report-positions.ts';
import { beginningOf } from '../../src/domain/report-position.ts';
import { startAt } from '../report/sign-ins.ts';
import { ownTable } from '../store.ts';

ownTable();

const [nine, ten] = [beginningOf('2026-11-21T09'), beginningOf('2026-11-21T10')];

describe('the position of the report', () => {
  it('is none before the first run, and is made by one of two', async () => {
    await startAt();
    expect(await reportPositions.get()).toBeUndefined();
    const made = await Promise.all([0, 0].map((version) => reportPositions.move({ version }, nine)));
    expect(made.filter(Boolean)).toEqual([{ ...nine, version: 1 }]);
  });

  it('is moved by one of two who saw it at the same place, and never back by one who comes late', async () => {
    await startAt('2026-11-21T09');
    const claimed = { ...nine, claim: { upTo: '3/2026-11-21T09:59:00.000Z/x', last: true } };
    const moved = await Promise.all([claimed, claimed].map((to) => reportPositions.move({ version: 1 }, to)));
    expect(moved.filter(Boolean)).toEqual([{ ...claimed, version: 2 }]);
    expect(await reportPositions.move({ version: 2 }, ten)).toEqual({ ...ten, version: 3 });
    expect(await reportPositions.move({ version: 2 }, nine)).toBeUndefined();
    expect(await reportPositions.get()).toEqual({ ...ten, version: 3 });
  });
});
