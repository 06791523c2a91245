import { budgetsFor, excesses } from '../src/size/figures.ts';

const budget = { bytes: 1000, gzip: 500, instructions: 100 };

describe('the size gate', () => {
  it.each([
    ['bytes', { ...budget, bytes: 1001 }, 'f: 1001 bytes, 0.1 % over the budget of 1000'],
    ['bytes zipped', { ...budget, gzip: 600 }, 'f: 600 bytes zipped, 20 % over the budget of 500'],
    [
      'instructions',
      { ...budget, instructions: 100.1 },
      'f: 100.1 million instructions at start, 0.1 % over the budget of 100',
    ],
  ])('names a function that has more %s than its budget', (_, figures, excess) => {
    expect(excesses({ f: figures }, { f: budget })).toEqual([excess]);
  });

  it('lets pass what is at its budget, and what could not be counted here', () => {
    expect(excesses({ f: budget, g: { bytes: 1, gzip: 1 } }, { f: budget, g: budget })).toEqual([]);
  });

  it('refuses a function without a budget, and a budget without its function', () => {
    expect(excesses({ f: budget }, { g: budget })).toEqual(['f has no budget', 'g has a budget, and is not there']);
    expect(excesses({ f: budget }, { f: { bytes: 1000, gzip: 500 } })).toEqual([
      'f has no budget for million instructions at start',
    ]);
  });

  it('sets budgets with a little room, and keeps those for instructions where they were not counted', () => {
    expect(budgetsFor({ f: { bytes: 100, gzip: 50 } }, { f: budget })).toEqual({
      f: { bytes: 102, gzip: 51, instructions: 100 },
    });
    expect(excesses({ f: budget }, budgetsFor({ f: budget }, {}))).toEqual([]);
  });
});
