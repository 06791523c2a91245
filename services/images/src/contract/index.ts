export { ImageDeleted, ImageProcessed, ImageRejected, ImageShared, ImageUploaded } from './events.ts';
export { CreateImage, DeleteImage, GetImage, GetRendition, GetUsage, ListImages, UpdateImage } from './routes.ts';
