import type { Image as Presented } from '../contract/routes.ts';
import type { Image } from './image.ts';
import { RENDITION_NAMES } from './renditions.ts';

/** A picture as it is told over HTTP: all of it to its owner, to others nothing of where, when and with what it was made. */
export function present(image: Image, viewerId: string | undefined): Presented {
  const { imageId: id, ownerId, state, title, altText, visibility, version, createdAt, updatedAt, pixels } = image;
  const seen: Presented = {
    id,
    ownerId,
    state,
    title,
    altText,
    visibility,
    ...(pixels ? described(pixels) : {}),
    renditions: RENDITION_NAMES.map((name) => {
      // Those of a rejected picture are erased.
      const made = state === 'rejected' ? undefined : pixels?.renditions.find((rendition) => rendition.name === name);
      if (!made) return { name, state: 'pending' };
      return { name, state: 'ready', width: made.width, height: made.height, formats: [...made.formats] };
    }),
    version,
    createdAt,
    updatedAt,
  };
  return viewerId === ownerId ? { ...seen, ...ownersPart(image) } : seen;
}

function described({ format, width, height, frames, colour, thumbHash }: NonNullable<Image['pixels']>) {
  return { format, width, height, frames, colour, thumbHash };
}

function ownersPart({ name, bytes, analysis, duplicateOf, rejection }: Image): Partial<Presented> {
  return {
    name,
    bytes,
    ...(analysis ? analysed(analysis) : {}),
    ...(duplicateOf === undefined ? {} : { duplicateOf }),
    ...(rejection ? { rejection } : {}),
  };
}

function analysed({ labels, text, similarTo, ...facts }: NonNullable<Image['analysis']>): Partial<Presented> {
  return { ...facts, labels: [...labels], text: [...text], similarTo: [...similarTo] };
}
