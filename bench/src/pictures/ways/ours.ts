import { render } from '../../../../services/images/src/pixels/render.ts';
import type { Made, Way } from '../way.ts';

/** What the service runs: WebP and JPEG. */
export const make: Way = async (bytes) => {
  const files: Made[] = [];
  await render(bytes, { avif: false }, async (file) => {
    files.push(file);
  });
  return files;
};
