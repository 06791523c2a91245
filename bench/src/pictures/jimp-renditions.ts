import { readFileSync } from 'node:fs';
import { createJimp } from '@jimp/core';
import webp from '@jimp/wasm-webp';
import { defaultFormats, defaultPlugins } from 'jimp';
import {
  LONG_EDGES,
  RENDITION_NAMES,
  type RenditionName,
  THUMB_EDGE,
} from '../../../services/images/src/domain/renditions.ts';
import type { Made } from './way.ts';

// The plugin fetches its WebAssembly from where it is installed, which Node's fetch refuses.
globalThis.fetch = async (url) =>
  new Response(readFileSync(new URL(url as string)), { headers: { 'content-type': 'application/wasm' } });

const Jimp = createJimp({ formats: [...defaultFormats, webp], plugins: defaultPlugins });

/** Its JPEG is as good as ours at this quality (`quality.ts` measures it); its WebP is libwebp's as ours, and has the same settings. */
const JPEG = { quality: 80 };
const WEBP = { quality: 80, method: 2 };

const cut = (picture: Awaited<ReturnType<typeof Jimp.fromBuffer>>, name: RenditionName) =>
  name === 'thumb'
    ? picture.cover({ w: THUMB_EDGE, h: THUMB_EDGE })
    : picture.scaleToFit({ w: LONG_EDGES[name], h: LONG_EDGES[name] });

/**
 * As jimp's manual has it: the file is read once, and each size is made of a clone of it. Its thumb is cut from the centre: it knows no attention.
 * Without its WebP plugin, which does not run on Node by itself, it makes JPEG alone.
 */
export async function jimpRenditions(bytes: Buffer, formats: readonly Made['format'][]): Promise<Made[]> {
  const picture = await Jimp.fromBuffer(bytes);
  const files: Made[] = [];
  for (const name of RENDITION_NAMES) {
    const size = cut(picture.clone(), name);
    for (const format of formats) {
      const data =
        format === 'webp' ? await size.getBuffer('image/webp', WEBP) : await size.getBuffer('image/jpeg', JPEG);
      files.push({ name, format, data });
    }
  }
  return files;
}
