import { framesKept } from '../domain/picture-limits.ts';
import { LONG_EDGES } from '../domain/renditions.ts';
import type { Header } from './inspect.ts';

/** How many leading frames of an animation are in its renditions; of a still, 1. */
export function framesShown({ width, height, frames }: Pick<Header, 'width' | 'height' | 'frames'>): number {
  const scale = Math.min(1, LONG_EDGES.large / Math.max(width, height));
  return framesKept({
    frames,
    pixels: width * height,
    renditionPixels: Math.max(1, width * scale) * Math.max(1, height * scale),
  });
}
