import { jimpRenditions } from '../jimp-renditions.ts';
import type { Way } from '../way.ts';

/** WebP by its plugin, libwebp as WebAssembly. */
export const make: Way = (bytes) => jimpRenditions(bytes, ['webp', 'jpeg']);
