import { Cursor, Limit, route, type Static, Type } from '@libs/contracts';
import {
  AltText,
  Bytes,
  CaptureTime,
  Colour,
  ContentType,
  FileName,
  ImageId,
  Instant,
  Label,
  Location,
  OwnerId,
  PerceptualHash,
  Pixels,
  Rejection,
  Rendition,
  RenditionFormat,
  RenditionName,
  Sha256,
  State,
  ThumbHash,
  Title,
  Version,
  Visibility,
} from './picture.ts';

/** What only the owner sees comes last. */
export const Image = Type.Object({
  id: ImageId,
  ownerId: OwnerId,
  state: State,
  title: Title,
  altText: AltText,
  visibility: Visibility,
  /** Of the file that was uploaded: `jpeg`, `png`, …; decided by its bytes. */
  format: Type.Optional(Type.String({ maxLength: 10 })),
  width: Type.Optional(Pixels),
  height: Type.Optional(Pixels),
  /** More than 1: animated. */
  frames: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  colour: Type.Optional(Colour),
  thumbHash: Type.Optional(ThumbHash),
  renditions: Type.Array(Rendition, { maxItems: 4 }),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,

  name: Type.Optional(FileName),
  bytes: Type.Optional(Bytes),
  capturedAt: Type.Optional(CaptureTime),
  camera: Type.Optional(Type.String({ maxLength: 120 })),
  location: Type.Optional(Location),
  labels: Type.Optional(Type.Array(Label, { maxItems: 20 })),
  /** Text that is written in the picture, line by line. */
  text: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })),
  sha256: Type.Optional(Sha256),
  perceptualHash: Type.Optional(PerceptualHash),
  /** The owner's pictures that look the same as this one. */
  similarTo: Type.Optional(Type.Array(ImageId, { maxItems: 10 })),
  /** The owner's picture with the very same bytes, which is why this one was rejected. */
  duplicateOf: Type.Optional(ImageId),
  rejection: Type.Optional(Rejection),
});

/** A form to be sent as `multipart/form-data`: every field of `fields`, then the file as the field `file`. Works once uploaded in time, with this file. */
const Upload = Type.Object({
  url: Type.String({ maxLength: 500 }),
  fields: Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 8000 }), { maxProperties: 20 }),
  expiresAt: Instant,
});

const ImageChange = Type.Object(
  { title: Type.Optional(Title), altText: Type.Optional(AltText), visibility: Type.Optional(Visibility) },
  { minProperties: 1 },
);

const Quota = Type.Object({
  used: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  limit: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
});

export type Image = Static<typeof Image>;
export type Upload = Static<typeof Upload>;
export type ImageChange = Static<typeof ImageChange>;

export const CreateImage = route({
  method: 'POST',
  path: '/images',
  summary: 'Announces a picture; the answer says where and how to upload its bytes.',
  body: Type.Object({
    name: FileName,
    contentType: ContentType,
    bytes: Bytes,
    /** Default `Untitled`: a file's name may tell what others are not to know. */
    title: Type.Optional(Title),
    visibility: Type.Optional(Visibility),
    altText: Type.Optional(AltText),
  }),
  response: Type.Object({ image: Image, upload: Upload }),
  status: 201,
  errors: ['quota-exceeded', 'too-large', 'account-deleted'],
});

export const ListImages = route({
  method: 'GET',
  path: '/images',
  summary: "The caller's own pictures, newest first.",
  query: {
    state: Type.Optional(State),
    label: Type.Optional(Label),
    /** In which it was announced, UTC: `2026-11`. */
    month: Type.Optional(Type.String({ maxLength: 7, pattern: '^(19[7-9]\\d|[2-9]\\d{3})-(0[1-9]|1[0-2])$' })),
    limit: Limit,
    cursor: Type.Optional(Cursor),
  },
  response: Type.Object({ items: Type.Array(Image, { maxItems: 100 }), next: Type.Optional(Cursor) }),
  errors: ['bad-cursor', 'one-filter-only'],
});

export const GetUsage = route({
  method: 'GET',
  path: '/images/usage',
  summary: 'How many pictures and bytes the caller has, of how many.',
  response: Type.Object({ pictures: Quota, bytes: Quota }),
});

export const GetImage = route({
  method: 'GET',
  path: '/images/{id}',
  summary: 'One picture: all of it for its owner, the public part of a public one for others.',
  params: { id: ImageId },
  response: Image,
  versioned: true,
  errors: ['image-not-found'],
});

export const UpdateImage = route({
  method: 'PATCH',
  path: '/images/{id}',
  summary: 'Changes title, alt text or visibility; with If-Match only if nobody has changed the picture since.',
  params: { id: ImageId },
  body: ImageChange,
  response: Image,
  versioned: true,
  errors: ['image-not-found', 'stale-version'],
});

export const DeleteImage = route({
  method: 'DELETE',
  path: '/images/{id}',
  summary: 'Deletes a picture with all of its files, for good. Deleting twice is no error.',
  params: { id: ImageId },
});

export const GetRendition = route({
  method: 'GET',
  path: '/images/{id}/renditions/{name}',
  summary: 'Sends on to the rendition, by an address that works for some minutes.',
  params: { id: ImageId, name: RenditionName },
  /** Without it the `Accept` header decides. */
  query: { format: Type.Optional(RenditionFormat) },
  headers: { accept: Type.Optional(Type.String({ maxLength: 1000 })) },
  status: 302,
  errors: ['image-not-found', 'rendition-not-found', 'not-ready'],
});
