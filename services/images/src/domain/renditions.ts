/** The sizes in which every picture is there, largest first: each is made of the one before. */
export const RENDITION_NAMES = ['large', 'medium', 'small', 'thumb'] as const;
export type RenditionName = (typeof RENDITION_NAMES)[number];

export type RenditionFormat = 'webp' | 'jpeg' | 'avif';

/** Pixels of the long edge, never enlarged: a picture that is smaller keeps its own size in every rendition. */
export const LONG_EDGES = { large: 2048, medium: 1024, small: 480 } as const satisfies Partial<
  Record<RenditionName, number>
>;

/** Pixels of both edges of `thumb`, which is cut to a square; an edge of the picture that is shorter stays as short. */
export const THUMB_EDGE = 160;

/** Version of the way in which renditions are made. Objects are cached for ever under their key: whoever changes a size, a format or a quality counts this up. */
export const RECIPE = 1;

/** Key of a rendition in its bucket, `<imageId>/<recipe>/<name>.<format>`. */
export function renditionKey(imageId: string, name: RenditionName, format: RenditionFormat): string {
  return `${imageId}/${RECIPE}/${name}.${format}`;
}
