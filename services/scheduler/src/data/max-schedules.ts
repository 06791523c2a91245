/**
 * Schedules that are not finished, a person: MAX_SCHEDULES.
 * @throws Error when it is no whole number
 */
export function maxSchedules(): number {
  const most = Number(process.env['MAX_SCHEDULES'] || Number.NaN);
  if (!Number.isSafeInteger(most)) throw new Error('MAX_SCHEDULES is no number: see serverless.yml');
  return most;
}
