import sharp from 'sharp';
import { type Raster, rasterOf } from './raster.ts';

/** More than this many would be too small to be recognised. */
const MOST_FRAMES = 9;

/** Pixels of white between two frames, so that they are not taken for one picture. */
const GAP = 8;

/** Where the frames of an animation are on one sheet, row by row. */
export interface Sheet {
  readonly columns: number;
  readonly rows: number;
  /** Of one frame, in pixels; never more than it has. */
  readonly width: number;
  readonly height: number;
  /** Which frames, counted from 0: the first, the last, and what is evenly between them. */
  readonly frames: readonly number[];
}

/**
 * The grid in which the frames are largest; of those the one with the fewest rows.
 * @param animation size of a frame, and how many there are: at least 2
 * @param longEdge of the sheet, in pixels: a frame's own long edge is at least a third of it, gaps aside, unless the frame has less
 */
export function sheetFor(animation: Pick<Raster, 'width' | 'height' | 'frames'>, longEdge: number): Sheet {
  const count = Math.min(MOST_FRAMES, animation.frames);
  const last = animation.frames - 1;
  const frames = Array.from({ length: count }, (_, index) => Math.round((index * last) / (count - 1)));
  const grids = frames.map((_, index) => {
    const rows = index + 1;
    const columns = Math.ceil(count / rows);
    const scale = Math.min(1, room(longEdge, columns) / animation.width, room(longEdge, rows) / animation.height);
    return { columns, rows, scale };
  });
  const { columns, rows, scale } = grids.reduce((best, grid) => (grid.scale > best.scale ? grid : best));
  const scaled = (side: number) => Math.max(1, Math.floor(side * scale));
  return { columns, rows, width: scaled(animation.width), height: scaled(animation.height), frames };
}

/**
 * Frames of an animation as one picture.
 * @param animation all frames, in the sheet's size and without transparency
 */
export async function contactSheet(
  animation: Raster,
  { columns, rows, width, height, frames }: Sheet,
): Promise<Raster> {
  const { data, channels } = animation;
  const bytes = width * height * channels;
  const placed = frames.map((frame, index) => ({
    input: data.subarray(frame * bytes, (frame + 1) * bytes),
    raw: { width, height, channels },
    left: (index % columns) * (width + GAP),
    top: Math.floor(index / columns) * (height + GAP),
  }));
  const paper = {
    width: columns * (width + GAP) - GAP,
    height: rows * (height + GAP) - GAP,
    channels: 3,
    background: 'white',
  } as const;
  return rasterOf(sharp({ create: paper }).composite(placed).removeAlpha());
}

/** Pixels for each of so many frames side by side. */
function room(longEdge: number, frames: number): number {
  return (longEdge - (frames - 1) * GAP) / frames;
}
