const MOST_LABELS = 20;
const LONGEST_LABEL = 100;
const MOST_LINES = 50;
const LONGEST_LINE = 200;

/** As the contract's texts: no control characters, lone surrogates, line separators or bidirectional overrides. */
const REFUSED = /[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/gu;

/** Something that was recognised, in percent of certainty. */
export interface Recognised {
  readonly said: string;
  readonly confidence: number;
}

/** What a picture is found by: in lower case, each once, the surest first; at most 20 of 1 to 100 code points. */
export function labelsFrom(found: readonly Recognised[]): string[] {
  const labels = found
    .toSorted((one, other) => other.confidence - one.confidence)
    .map(({ said }) => bounded(said.normalize('NFKC').toLowerCase(), LONGEST_LABEL));
  return [...new Set(labels)].filter((label) => label !== '').slice(0, MOST_LABELS);
}

/** What is written in a picture, line by line: at most 50 of 200 code points. */
export function textFrom(lines: readonly string[]): string[] {
  return lines
    .map((line) => bounded(line, LONGEST_LINE))
    .filter((line) => line !== '')
    .slice(0, MOST_LINES);
}

function bounded(said: string, codePoints: number): string {
  return Array.from(said.replaceAll(REFUSED, '').trim()).slice(0, codePoints).join('').trimEnd();
}
