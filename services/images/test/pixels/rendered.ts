import type { Pixels } from '../../src/domain/image.ts';
import type { RenditionFormat, RenditionName } from '../../src/domain/renditions.ts';
import { type RenderedFile, render } from '../../src/pixels/render.ts';

/** Renders, and keeps the files: `file('thumb', 'jpeg')` hands one out. */
export async function rendered(
  bytes: Buffer,
  { avif = false } = {},
): Promise<{ pixels: Pixels; files: RenderedFile[]; file: (name: RenditionName, format: RenditionFormat) => Buffer }> {
  const files: RenderedFile[] = [];
  const pixels = await render(bytes, { avif }, async (file) => {
    files.push(file);
  });
  const file = (name: RenditionName, format: RenditionFormat) => {
    const found = files.find((each) => each.name === name && each.format === format);
    if (!found) throw new TypeError(`There is no ${name} as ${format}`);
    return found.data;
  };
  return { pixels, files, file };
}
