/** Runs of 6 digits, and of 4 or 8 when the words before them say that it is a code. */
const code = /(?<![\w.,:/-])(?:\d{6}|(?<=\b(?:code|pin|otp)\b[^\d\n]{0,40})(?:\d{4}|\d{8}))(?![\w/-]|[.,:]\d)/gi;

/** What in a text looks like a code that somebody has to type in, without repetitions. */
export function codesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(code), ([digits]) => digits))];
}

/** The text in pieces, each with whether it is a code. */
export function splitAtCodes(text: string): { text: string; isCode: boolean }[] {
  const pieces: { text: string; isCode: boolean }[] = [];
  let end = 0;
  for (const match of text.matchAll(code)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isCode: false });
    pieces.push({ text: match[0], isCode: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isCode: false });
  return pieces;
}
