import type { ModerationLabel } from './moderation.ts';

/** What is in a picture. */
export interface Content {
  /** 1 to 100 code points in lower case, each once, the surest first; at most 20. */
  readonly labels: readonly string[];
  /** Lines of at most 200 code points, in the order in which they are read; at most 50. */
  readonly text: readonly string[];
}

/** A service that looks at pictures: each a JPEG of less than 5 MiB with sides of 80 to 10,000 pixels (`pixels/for-analysis.ts`). */
export interface Recognition {
  /** Percent from which a finding of the moderation counts. */
  readonly threshold: number;
  /** What may not be fit to be shown, as far as it is as sure as the threshold. */
  moderate(jpeg: Buffer): Promise<ModerationLabel[]>;
  describe(jpeg: Buffer): Promise<Content>;
}
