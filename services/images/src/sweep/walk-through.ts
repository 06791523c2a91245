import { sweepPositions, type Walk } from '../data/sweep-positions.ts';

/**
 * Looks at a number of pages of something long, from where the run before ended. The position is noted after each page, so that a run that is
 * killed is gone on with.
 * @param look looks at the page that begins at `after`, and tells where the next one does; undefined when there is none
 */
export async function walkThrough(
  walk: Walk,
  pages: number,
  look: (after: string | undefined) => Promise<string | undefined>,
): Promise<void> {
  let after = await sweepPositions.get(walk);
  for (let page = 1; page <= pages; page++) {
    after = await look(after);
    await sweepPositions.set(walk, after);
    if (after === undefined) return;
  }
}
