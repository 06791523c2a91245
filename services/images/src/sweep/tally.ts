/** What a sweep counts, each a metric. Pictures, but for the objects, which are counted by version. */
const COUNTED = [
  'UploadsExpired',
  'UploadsRedriven',
  'PicturesStuck',
  'ObjectsWithoutItem',
  'ObjectsHeldBack',
  'ItemsWithoutObject',
] as const;

type Counted = (typeof COUNTED)[number];

/** What a sweep has found, and what it could not do. */
export class Tally {
  readonly counts: Record<Counted, number> = {
    UploadsExpired: 0,
    UploadsRedriven: 0,
    PicturesStuck: 0,
    ObjectsWithoutItem: 0,
    ObjectsHeldBack: 0,
    ItemsWithoutObject: 0,
  };
  readonly failures: unknown[] = [];

  add(name: Counted, count = 1): void {
    this.counts[name] += count;
  }

  /** Does one thing of many: what fails is kept for the end, and keeps none of the others back. */
  async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failures.push(error);
    }
  }
}
