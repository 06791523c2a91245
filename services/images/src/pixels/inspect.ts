import { breaksOff } from '../domain/gif-end.ts';
import { LONGEST_SIDE, mostPixels } from '../domain/picture-limits.ts';
import { type PictureType, pictureType } from '../domain/picture-type.ts';
import { Unacceptable } from '../domain/unacceptable.ts';
import { channelsKept } from './channels-kept.ts';
import { decoder, decoding } from './decoder.ts';

/** What the header of an acceptable file says. */
export interface Header {
  readonly type: PictureType;
  /** Upright. Of one frame. */
  readonly width: number;
  readonly height: number;
  /** Of an animation; otherwise 1, however many pages there are. */
  readonly frames: number;
  /** Milliseconds that each frame of an animation is shown. */
  readonly delays: readonly number[];
  /** How often an animation is shown; 0 is for ever. */
  readonly loop: number;
  /** 16 bits a channel, and a colour profile: libvips works on these in Display P3. */
  readonly deepWithProfile: boolean;
  /** So many leading channels are the picture, where a TIFF has others after them. */
  readonly channelsKept?: 3 | 4;
  /** Raw EXIF, where the format carries such a block. */
  readonly exif?: Buffer;
}

/**
 * Reads no more than the header, so that a file which would fill the memory is refused before it is decoded.
 * @throws Unacceptable when the file is no picture of an accepted kind, or is beyond the limits of `domain/picture-limits.ts`
 */
export async function inspect(bytes: Buffer): Promise<Header> {
  if (bytes.length === 0) throw new Unacceptable('empty');
  const type = pictureType(bytes);
  if (type === undefined) throw new Unacceptable('not-a-picture');
  const read = await decoding(() => decoder(bytes).metadata());
  const frames = type === 'gif' || type === 'webp' ? (read.pages ?? 1) : 1;
  // As in browsers, an animation has no orientation.
  const { width, height } = frames > 1 ? read : read.autoOrient;
  if (width > LONGEST_SIDE || height > LONGEST_SIDE) throw new Unacceptable('too-long-a-side');
  // What has more channels than four has fewer pixels: the limit is one of memory.
  if (width * height * Math.max(1, read.channels / 4) > mostPixels(type)) throw new Unacceptable('too-many-pixels');
  if (type === 'gif' && breaksOff(bytes)) throw new Unacceptable('corrupt');
  const kept = type === 'tiff' ? channelsKept(bytes, read) : undefined;
  return {
    type,
    width,
    height,
    frames,
    delays: read.delay ?? [],
    loop: read.loop ?? 0,
    deepWithProfile: read.depth === 'ushort' && read.hasProfile,
    ...(kept !== undefined && { channelsKept: kept }),
    ...(read.exif && { exif: read.exif }),
  };
}
