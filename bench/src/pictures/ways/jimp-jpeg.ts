import { jimpRenditions } from '../jimp-renditions.ts';
import type { Way } from '../way.ts';

export const make: Way = (bytes) => jimpRenditions(bytes, ['jpeg']);
