const LONGEST = 120;
// As in the contract: control characters, lone surrogates, line separators and bidirectional overrides.
const REFUSED = /[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/gu;

/** What a picture is called until its owner says otherwise: the file's name without folders and extension, `Untitled` where nothing is left. */
export function titleOf(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? '';
  const bare = base
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replaceAll(REFUSED, '')
    .trim();
  // By code points, so that no emoji is cut in half.
  const title = Array.from(bare).slice(0, LONGEST).join('').trim();
  return /[\p{L}\p{N}\p{S}]/u.test(title) ? title : 'Untitled';
}
