import { budget } from '../../src/data/budget.ts';
import { ownTable } from '../store.ts';

ownTable();
beforeEach(() => {
  process.env['SMS_MONTHLY_SEGMENTS'] = '10';
  process.env['SMS_MONTHLY_CODE_SEGMENTS'] = '4';
});

let months = 0;
/** A month that no other test has spent anything of. */
const month = () => Date.UTC(2026, ++months, 15);

describe('the budget of SMS', () => {
  it('gives what is left of the month, and not a segment more', async () => {
    const now = month();
    const taken = [await budget.take(6, now), await budget.take(5, now), await budget.take(4, now)];
    expect(taken).toEqual([true, false, true]);
    expect(await budget.take(1, now)).toBe(false);
  });

  it('is exact when many ask at once', async () => {
    const now = month();
    const taken = await Promise.all(Array.from({ length: 30 }, () => budget.take(1, now)));
    expect(taken.filter(Boolean)).toHaveLength(10);
  });

  it('is another one in the next month', async () => {
    const now = month();
    await budget.take(10, now);
    expect(await budget.take(1, month())).toBe(true);
  });

  it('gets back what was not sent', async () => {
    const now = month();
    await budget.take(10, now);
    await budget.giveBack(3, now);
    expect(await budget.take(4, now)).toBe(false);
    expect(await budget.take(3, now)).toBe(true);
  });

  it('has a share for codes, beyond which the rest is left to all others', async () => {
    const now = month();
    const codes = await Promise.all(Array.from({ length: 12 }, () => budget.takeForCode(1, now)));
    expect(codes.filter(Boolean)).toHaveLength(4);
    expect([await budget.take(6, now), await budget.take(1, now)]).toEqual([true, false]);
  });

  it('has nothing for codes any more when others have spent it', async () => {
    const now = month();
    await budget.take(9, now);
    expect([await budget.takeForCode(1, now), await budget.takeForCode(1, now)]).toEqual([true, false]);
  });

  it('of nothing gives nothing', async () => {
    process.env['SMS_MONTHLY_SEGMENTS'] = '0';
    expect(await budget.take(1, month())).toBe(false);
  });

  it.each(['', 'many', '1.5', '-1'])('that is set to %p is an error, and not endless', async (most) => {
    process.env['SMS_MONTHLY_CODE_SEGMENTS'] = most;
    await expect(budget.takeForCode(1, month())).rejects.toThrow('SMS_MONTHLY_CODE_SEGMENTS');
    process.env['SMS_MONTHLY_SEGMENTS'] = most;
    await expect(budget.take(1, month())).rejects.toThrow('SMS_MONTHLY_SEGMENTS');
  });
});
