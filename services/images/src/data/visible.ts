import { NotFound } from '@libs/contracts/errors';
import type { Image } from '../domain/image.ts';
import { maySee } from '../domain/may-see.ts';
import type { RenditionName } from '../domain/renditions.ts';
import { avatars } from './avatars.ts';
import { images } from './images.ts';

/** The pictures as one person sees them. */
export const visible = { get };

/**
 * The person's own picture, or another's that they may see.
 * @param name of the rendition that is asked for; undefined for the picture with what is known of it
 * @throws NotFound `image-not-found`, for one that is not for them as for one that is not there
 */
async function get(imageId: string, viewerId: string, name?: RenditionName): Promise<Image> {
  const own = await images.find({ ownerId: viewerId, imageId });
  if (own) return own;
  const image = await images.getById(imageId);
  const viewer = { id: viewerId };
  if (maySee(image, name, viewer)) return image;
  if (maySee(image, name, { ...viewer, avatarId: await avatars.of(image.ownerId) })) return image;
  throw new NotFound('image-not-found', 'There is no such picture, or it is not for you to see');
}
