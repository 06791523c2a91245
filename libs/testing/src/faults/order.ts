import { seeded } from './random.ts';

/**
 * Different orders of the same events, the given one first. All of them when there are no more than `count`, else `count` that follow from
 * the seed.
 * @example it.each(orders([registered, changed, deleted]))('…', async (...events) => { … })
 */
export const orders = <T>(items: readonly T[], { count = 24, seed = 1 } = {}): T[][] => {
  const random = seeded(seed);
  const possible = items.reduce((product, _, index) => product * (index + 1), 1);
  const found = new Map<string, number[]>();
  const positions = items.map((_, index) => index);
  found.set(positions.join(), positions);
  while (found.size < Math.min(count, possible)) {
    const shuffled = shuffle(positions, random);
    found.set(shuffled.join(), shuffled);
  }
  return [...found.values()].map((order) => order.flatMap((position) => items.slice(position, position + 1)));
};

/** The same events with one held back until all others were delivered. */
export const late = <T>(items: readonly T[], index: number): T[] => [
  ...items.slice(0, index),
  ...items.slice(index + 1),
  ...items.slice(index, index + 1),
];

/** Fisher and Yates: every order is equally likely. */
const shuffle = (positions: readonly number[], random: () => number): number[] => {
  const left = [...positions];
  const taken: number[] = [];
  while (left.length > 0) taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
};
