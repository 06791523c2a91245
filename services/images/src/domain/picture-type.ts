/** The kinds of file that become pictures. */
export type PictureType = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff';

/** Where a file of each kind has which bytes. */
const SIGNATURES: readonly (readonly [type: PictureType, parts: Readonly<Record<number, string>>])[] = [
  // ITU-T T.81, B.1.1.3: start of image, and the first byte of the next marker.
  ['jpeg', { 0: '\xff\xd8\xff' }],
  // PNG (Third Edition), 5.2.
  ['png', { 0: '\x89PNG\r\n\x1a\n' }],
  // RFC 9649, section 2.4.
  ['webp', { 0: 'RIFF', 8: 'WEBPVP8' }],
  // GIF89a, section 17, and the version before.
  ['gif', { 0: 'GIF87a' }],
  ['gif', { 0: 'GIF89a' }],
  // TIFF 6.0, section 2, and BigTIFF, in either order of bytes.
  ['tiff', { 0: 'II*\0' }],
  ['tiff', { 0: 'MM\0*' }],
  ['tiff', { 0: 'II+\0' }],
  ['tiff', { 0: 'MM\0+' }],
];

/** Bytes that are looked at: as many as a list of brands may have. */
const HEAD = 128;

/**
 * What a file is by its first bytes, whatever its name and its declared type say; `undefined` when it is none of the kinds that become
 * pictures. HEIC has AVIF's container, and is told from it by its brands.
 */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD));
  const found = SIGNATURES.find(([, parts]) =>
    Object.entries(parts).every(([at, text]) => head.startsWith(text, Number(at))),
  );
  return found ? found[0] : brandsOf(head).some((brand) => brand === 'avif' || brand === 'avis') ? 'avif' : undefined;
}

/** The brands of a `ftyp` box, four characters each; between the first two is a version (ISO/IEC 14496-12, 4.3). */
function brandsOf(head: string): string[] {
  if (!head.startsWith('\0\0\0') || !head.startsWith('ftyp', 4)) return [];
  return head.slice(8, head.charCodeAt(3)).match(/.{4}/gs) ?? [];
}
