/**
 * Milliseconds by which the queue may deliver a delayed message later than it was told, QUEUE_LATENESS.
 * @throws Error when it is no whole number of 0 to 5,000
 */
export function queueLateness(): number {
  const lateness = Number(process.env['QUEUE_LATENESS'] || Number.NaN);
  if (!Number.isInteger(lateness) || lateness < 0 || lateness > 5000)
    throw new Error('QUEUE_LATENESS is no number of 0 to 5000: see functions/firing.yml');
  return lateness;
}
