import type { Image, Rejection } from './image.ts';

const HOUR = 3_600_000;

/**
 * Milliseconds after its announcement in which a picture may still come: the form for the upload works for a quarter of an hour, and an upload
 * that began then takes its time.
 */
export const AWAITED = 1.25 * HOUR;

/** Milliseconds in which a picture whose arrival nobody noticed is put on its way again, once an hour; then it is given up. */
const REDRIVEN = 24 * HOUR;

/** Milliseconds for the processing: each queue gives up after five tries, half an hour, and people have the rest to redrive what it gave up. */
export const PROCESSED = 6 * HOUR;

/** What its owner reads of a picture that got stuck. */
export const PROCESSING_FAILED: Rejection = {
  code: 'processing-failed',
  message: 'The picture could not be processed, and that is our fault: upload it once more.',
};

/**
 * What becomes of a picture that is not finished: `wait`; `expire`, since nothing came; `redrive`, since something came and nobody noticed;
 * `give-up`.
 * @param arrived whether there is an object for it
 * @param now in epoch milliseconds
 */
export function fateOfUnfinished(
  { state, createdAt, claimedAt = createdAt }: Pick<Image, 'state' | 'createdAt' | 'claimedAt'>,
  arrived: boolean,
  now: number,
): 'wait' | 'expire' | 'redrive' | 'give-up' {
  const age = now - Date.parse(createdAt);
  if (state === 'pending' && age >= AWAITED) return !arrived ? 'expire' : age < REDRIVEN ? 'redrive' : 'give-up';
  if (state === 'processing' && now - Date.parse(claimedAt) >= PROCESSED) return 'give-up';
  return 'wait';
}
