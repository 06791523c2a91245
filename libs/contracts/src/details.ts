/** Figures and words that tell a caller more than the title does, such as `{ limit: 500, used: 500 }`. */
export type Details = Readonly<Record<string, string | number>>;

const MOST_ENTRIES = 20;
const LONGEST_NAME = 40;
const LONGEST_TEXT = 200;

/** At most 20 entries with names of at most 40 and texts of at most 200 characters; what is longer is cut, and a number that JSON cannot say is left out. */
export function boundedDetails(details: Details): Details {
  return Object.fromEntries(
    Object.entries(details)
      .filter(([, value]) => typeof value === 'string' || Number.isFinite(value))
      .slice(0, MOST_ENTRIES)
      .map(([name, value]) => [
        name.slice(0, LONGEST_NAME),
        typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value,
      ]),
  );
}
