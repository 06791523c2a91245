import { route, type Static, Type } from '@libs/contracts';
import { ImageId, Instant, RenditionFormat, RenditionName } from './picture.ts';

/** Tells a link's owner which one it is; nobody finds the picture by it. */
const ShareId = Type.String({ maxLength: 32, pattern: '^[0-9a-f]{32}$' });

/** What makes a link unguessable. Any text is looked for, so that a mutilated link is answered as an unknown one. */
const Token = Type.String({ minLength: 1, maxLength: 100 });

const Share = Type.Object({ id: ShareId, imageId: ImageId, expiresAt: Instant, createdAt: Instant });

export type Share = Static<typeof Share>;

export const CreateShare = route({
  method: 'POST',
  path: '/images/{id}/shares',
  summary:
    'Makes a link with which everybody sees a picture, for 7 days unless the body says otherwise. Only this answer has it.',
  params: { id: ImageId },
  body: Type.Object({
    /** 1 minute to 90 days. */
    expiresInSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 7_776_000 })),
    expiresAt: Type.Optional(Instant),
  }),
  response: Type.Object({ share: Share, url: Type.String({ maxLength: 500 }) }),
  status: 201,
  errors: ['image-not-found', 'not-ready', 'too-many-shares', 'one-expiry-only', 'expiry-out-of-range'],
});

export const ListShares = route({
  method: 'GET',
  path: '/images/{id}/shares',
  summary: "The links to one of the caller's pictures that work, newest first.",
  params: { id: ImageId },
  response: Type.Object({ items: Type.Array(Share, { maxItems: 20 }) }),
  errors: ['image-not-found'],
});

export const DeleteShare = route({
  method: 'DELETE',
  path: '/images/{id}/shares/{shareId}',
  summary: 'Withdraws a link: it leads nowhere at once. Withdrawing twice is no error.',
  params: { id: ImageId, shareId: ShareId },
});

export const GetSharedImage = route({
  method: 'GET',
  path: '/shares/{token}',
  summary: 'The page behind a link. One that does not work, for whatever reason, answers 404.',
  auth: 'none',
  params: { token: Token },
  produces: 'text/html',
  response: Type.String({ maxLength: 20_000 }),
});

export const GetSharedRendition = route({
  method: 'GET',
  path: '/shares/{token}/renditions/{name}',
  summary: 'Sends on to the rendition of a shared picture, by an address that works for some minutes.',
  auth: 'none',
  params: { token: Token, name: RenditionName },
  /** Without it the `Accept` header decides. */
  query: { format: Type.Optional(RenditionFormat) },
  headers: { accept: Type.Optional(Type.String({ maxLength: 1000 })) },
  status: 302,
  errors: ['share-not-found', 'rendition-not-found'],
});
