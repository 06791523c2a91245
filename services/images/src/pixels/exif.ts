/** A value of a directory: text, or numbers. */
export type ExifValue = string | readonly number[];

/** The entries of one directory, by tag. */
export type Directory = ReadonlyMap<number, ExifValue>;

/** The directories of which this service reads something. Empty where there is none. */
export interface Exif {
  /** The picture: camera. */
  readonly image: Directory;
  /** How it was taken: time. */
  readonly photo: Directory;
  /** Where. */
  readonly gps: Directory;
}

/** Tags that hold the offset of another directory (EXIF 3.0, section 4.6.3). */
const PHOTO = 0x87_69;
const GPS = 0x88_25;

/** Bounds on what a file can make us do: honest directories have at most about 60 entries, and what is read of them at most 80 characters (UTF-8). */
const MOST_ENTRIES = 200;
const MOST_VALUES = 128;

/** Bytes of a value, by type of entry (TIFF 6.0, section 2): byte, text, short, long, rational, …, signed rational. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 9: 4, 10: 8 };

/**
 * Reads an EXIF block, or a TIFF file. A broken one gives what can be read before it breaks.
 *
 * The package exif-reader makes an array of every entry's values, however many entries point to the same bytes: 64 KiB of them fill the memory.
 * @param bytes with or without the `Exif\0\0` that precedes it in a JPEG
 */
export function readExif(bytes: Buffer): Exif {
  const block = bytes.subarray(0, 6).equals(Buffer.from('Exif\0\0')) ? bytes.subarray(6) : bytes;
  const order = block.toString('latin1', 0, 2);
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const none: Directory = new Map();
  if ((order !== 'II' && order !== 'MM') || block.length < 8) return { image: none, photo: none, gps: none };
  const little = order === 'II';
  const image = readDirectory(view, view.getUint32(4, little), little);
  const below = (tag: number) => {
    const offset = image.get(tag)?.[0];
    return typeof offset === 'number' ? readDirectory(view, offset, little) : none;
  };
  return { image, photo: below(PHOTO), gps: below(GPS) };
}

function readDirectory(view: DataView, offset: number, little: boolean): Directory {
  const entries = new Map<number, ExifValue>();
  if (offset + 2 > view.byteLength) return entries;
  const count = Math.min(view.getUint16(offset, little), MOST_ENTRIES);
  for (let at = offset + 2; at < offset + 2 + count * 12 && at + 12 <= view.byteLength; at += 12) {
    const value = readValue(view, at, little);
    if (value !== undefined) entries.set(view.getUint16(at, little), value);
  }
  return entries;
}

function readValue(view: DataView, entry: number, little: boolean): ExifValue | undefined {
  const type = view.getUint16(entry + 2, little);
  const size = SIZES[type];
  if (size === undefined) return undefined;
  const count = view.getUint32(entry + 4, little);
  const start = count * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
  if (start + count * size > view.byteLength) return undefined;
  const places = Array.from({ length: Math.min(count, MOST_VALUES) }, (_, index) => start + index * size);
  if (type === 2) return text(places.map((at) => view.getUint8(at)));
  return places.map((at) => readNumber(view, at, type, little));
}

function readNumber(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    default:
      return view.getUint8(at);
  }
}

/** Text ends with its first zero. It is ASCII by the standard, and UTF-8 by what cameras write. */
function text(bytes: readonly number[]): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end === -1 ? bytes : bytes.slice(0, end)).toString('utf8');
}
