const EXTENSION = 0x21;
const IMAGE = 0x2c;

/**
 * Whether a GIF breaks off in the middle of a block (GIF89a, sections 15 to 27). libvips shows the frames before it and is silent about the rest. One that
 * ends between two blocks is whole: many programs leave the trailer out.
 */
export function breaksOff(gif: Uint8Array): boolean {
  let at = 13 + bytesOfTable(gif[10] ?? 0);
  while (at < gif.length) {
    const block = gif[at];
    // The trailer, or what is no block: what follows is none of the picture.
    if (block !== EXTENSION && block !== IMAGE) return false;
    at += block === EXTENSION ? 2 : 11 + bytesOfTable(gif[at + 9] ?? 0);
    // Pieces with their length before each, up to one of no length.
    while ((gif[at] ?? 0) !== 0) at += 1 + (gif[at] ?? 0);
    at += 1;
  }
  return at > gif.length;
}

/** Of the table of colours that follows, by the flags before it. */
function bytesOfTable(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
