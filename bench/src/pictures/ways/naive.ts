import { naiveRenditions } from '../naive-renditions.ts';
import type { Way } from '../way.ts';

/** The naive way with our qualities and efforts. */
export const make: Way = (bytes) =>
  naiveRenditions(bytes, { webp: { quality: 80, effort: 2 }, jpeg: { quality: 80, quantisationTable: 3 } });
