import { versions } from '../src/adapters/versions.ts';
import type { Contents } from './contents.ts';

/** Begins each test of a file, or of a `describe`, with nothing in these buckets, whatever the test before has left there. */
export function emptied(...buckets: readonly Contents[]): void {
  beforeEach(async () => {
    for (const bucket of buckets) {
      const keys = new Set(await bucket.keys());
      await Promise.all([...keys].map(async (key) => versions.removeAll(bucket.name, { key })));
    }
  });
}
