import type { Recognition } from '../domain/recognition.ts';
// Not by `import()`, also for stages that have it off: nothing behind one is shaken out of a bundle, which with it is 140 KB larger and takes
// 28 million instructions more to start.
import { recognitionByRekognition } from './recognition-by-rekognition.ts';

/**
 * The recognition of this stage (REKOGNITION=on, MODERATION_THRESHOLD), undefined where it is off.
 * @throws Error when the settings say neither
 */
export function recognition(): Recognition | undefined {
  const way = process.env['REKOGNITION'];
  if (way === 'off') return undefined;
  if (way !== 'on') throw new Error(`REKOGNITION is ${way}, not on or off: see libs/build/serverless/stages.yml`);
  const threshold = Number(process.env['MODERATION_THRESHOLD']);
  if (!(threshold > 0 && threshold <= 100)) {
    throw new Error('MODERATION_THRESHOLD is no percentage: see libs/build/serverless/stages.yml');
  }
  return recognitionByRekognition(threshold);
}
