import type { ModerationLabel } from '../domain/moderation.ts';

/** What is in a picture. */
export interface Content {
  /** 1 to 100 code points in lower case, each once, the surest first; at most 20. */
  readonly labels: readonly string[];
  /** Lines of at most 200 code points, in the order in which they are read; at most 50. */
  readonly text: readonly string[];
}

/** A service that looks at pictures; each picture is a JPEG of less than 5 MiB, 80 to 10,000 pixels wide and high (`pixels/for-analysis.ts`). */
export interface Recognition {
  /** Percent from which a finding of the moderation counts. */
  readonly threshold: number;
  /** What may not be fit to be shown, as far as it is as sure as the threshold. */
  moderate(jpeg: Buffer): Promise<ModerationLabel[]>;
  describe(jpeg: Buffer): Promise<Content>;
}

/**
 * The recognition of this stage (REKOGNITION=on, MODERATION_THRESHOLD), undefined where it is off. Its client is loaded where it is used: stages without
 * it start without it.
 */
export async function recognition(): Promise<Recognition | undefined> {
  const way = process.env['REKOGNITION'];
  if (way === 'off') return undefined;
  if (way !== 'on') throw new Error(`REKOGNITION is ${way}, not on or off: see libs/build/serverless/stages.yml`);
  const threshold = Number(process.env['MODERATION_THRESHOLD']);
  if (!(threshold > 0 && threshold <= 100)) {
    throw new Error('MODERATION_THRESHOLD is no percentage: see libs/build/serverless/stages.yml');
  }
  const { recognitionByRekognition } = await import('./recognition-by-rekognition.ts');
  return recognitionByRekognition(threshold);
}
