import type { Recognition } from '../domain/recognition.ts';

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
