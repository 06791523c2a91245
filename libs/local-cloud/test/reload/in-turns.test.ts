import { inTurns } from '../../src/reload/in-turns.ts';

it('gives the results in the order of the items, and never runs more at once than it may', async () => {
  // Prepare
  let running = 0;
  let most = 0;
  const run = async (item: number) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, item % 3));
    running--;
    return item * 2;
  };
  // Act
  const results = await inTurns([1, 2, 3, 4, 5, 6, 7], run, 2);
  // Assess
  expect(results).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(most).toBe(2);
});

it('gives the error of an item', async () => {
  await expect(
    inTurns([1, 2], (item) => (item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item)), 2),
  ).rejects.toThrow('two');
});
