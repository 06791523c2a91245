const YEARS = 50;

/** The latest time that counts as one to come: 50 years after an instant. What is further away counts as never. In epoch milliseconds. */
export function latestTime(after: number): number {
  const date = new Date(after);
  return date.setUTCFullYear(date.getUTCFullYear() + YEARS);
}
