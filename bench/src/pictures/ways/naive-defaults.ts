import { naiveRenditions } from '../naive-renditions.ts';
import type { Way } from '../way.ts';

/** The naive way with sharp's own settings: quality 80, WebP with effort 4. */
export const make: Way = (bytes) => naiveRenditions(bytes, { webp: {}, jpeg: {} });
