import type { ImageRef } from './image.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const KEY = new RegExp(`^(${UUID})/(${UUID})$`);
const RENDITION = new RegExp(`^(${UUID})/\\d+/[a-z]+\\.[a-z]+$`);

/** Where the original of a picture is. Nothing that a person wrote is in it. */
export function originalKey({ ownerId, imageId }: ImageRef): string {
  return `${ownerId}/${imageId}`;
}

/** Whose original it is; undefined for a key that is none of ours. */
export function refOf(key: string): ImageRef | undefined {
  const [, ownerId, imageId] = KEY.exec(key) ?? [];
  return ownerId !== undefined && imageId !== undefined ? { ownerId, imageId } : undefined;
}

/** Which picture's rendition it is, of whatever recipe; undefined for a key that is none of ours. */
export function imageIdOf(renditionKey: string): string | undefined {
  return RENDITION.exec(renditionKey)?.[1];
}
