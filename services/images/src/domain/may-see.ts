import type { Image } from './image.ts';
import type { RenditionName } from './renditions.ts';

/** The sizes in which an avatar is shown beside its owner's name. */
const AVATAR_SIZES: readonly (RenditionName | undefined)[] = ['thumb', 'small'];

/** One who asks for a picture. */
export interface Viewer {
  /** Undefined for one who is not logged in. */
  readonly id: string | undefined;
  /** The avatar of the picture's owner, as far as it is known: whoever sees the owner's profile sees it. */
  readonly avatarId?: string | undefined;
}

/**
 * Whether a person may see a picture: its owner always; everybody who is logged in, when it is ready and public; the same, when it is ready
 * and its owner's avatar, in the sizes of an avatar alone, however private the picture is.
 * @param name of the rendition; undefined for the picture with what is known of it
 */
export function maySee(image: Image, name: RenditionName | undefined, { id, avatarId }: Viewer): boolean {
  if (id === undefined) return false;
  if (id === image.ownerId) return true;
  if (image.state !== 'ready') return false;
  return image.visibility === 'public' || (image.imageId === avatarId && AVATAR_SIZES.includes(name));
}
