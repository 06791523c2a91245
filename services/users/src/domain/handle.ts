const LONGEST = 30;
const SHORTEST = 3;
/** Hexadecimal digits of the user's id that are tried one after the other; with all 12 nobody else can have it by chance. */
const SUFFIXES = [4, 8, 12];

/** `Ada` and `ada` are one handle. */
export function foldHandle(handle: string): string {
  return handle.toLowerCase();
}

/**
 * Handles to try for a new person, best first: what was wished, else the local part of the e-mail address, then the same with
 * digits of the user's id. The same input gives the same list, so that a repeated trigger finds its own handle again.
 */
export function handleCandidates({
  wished,
  email,
  id,
}: {
  wished?: string | undefined;
  email: string;
  id: string;
}): string[] {
  const base = [wished ?? '', email.split('@')[0] ?? '', 'guest'].map(letters).find((text) => text.length >= SHORTEST);
  const digits = id.replaceAll('-', '');
  return [
    base ?? '',
    ...SUFFIXES.map((count) => `${(base ?? '').slice(0, LONGEST - 1 - count)}_${digits.slice(0, count)}`),
  ];
}

/** `Zoë.O'Neil` -> `zoe_o_neil` */
function letters(text: string): string {
  return foldHandle(text.normalize('NFKD').replaceAll(/\p{M}/gu, ''))
    .replaceAll(/[^a-z0-9_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, LONGEST);
}
