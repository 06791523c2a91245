export {
  AddToAlbum,
  CreateAlbum,
  DeleteAlbum,
  GetAlbum,
  ListAlbumImages,
  ListAlbums,
  RemoveFromAlbum,
  UpdateAlbum,
} from './albums.ts';
export { ImageDeleted, ImageProcessed, ImageRejected, ImageShared, ImageUploaded } from './events.ts';
export { CreateImage, DeleteImage, GetImage, GetRendition, GetUsage, ListImages, UpdateImage } from './routes.ts';
export { CreateShare, DeleteShare, GetSharedImage, GetSharedRendition, ListShares } from './shares.ts';
