/** Made when the first text is too long, which is rare: its tables take 9 ms of a processor to load. */
let graphemes: Intl.Segmenter | undefined;

/**
 * Cuts text that is longer than `max`, with an ellipsis as its last character, where no letter loses its accent and no family a member: between
 * graphemes (UAX #29). A single grapheme that is too long (a letter under a thousand accents) is cut between code points.
 * @param max UTF-16 code units of the outcome, at least 2
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const start = startOfGrapheme(text, max - 1);
  return `${text.slice(0, start > 0 ? start : startOfCodePoint(text, max - 1)).trimEnd()}…`;
}

/** Where the grapheme begins that the code unit at `index` belongs to. What is far behind says nothing of it, and is not looked at. */
function startOfGrapheme(text: string, index: number): number {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return graphemes.segment(text.slice(0, index + 64)).containing(index)?.index ?? index;
}

function startOfCodePoint(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc_00 && unit <= 0xdf_ff ? index - 1 : index;
}
