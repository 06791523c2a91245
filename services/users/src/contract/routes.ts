import { Cursor, Limit, route, type Static, Type } from '@libs/contracts';
import { Bio, DisplayName, Email, Handle, ImageId, Instant, Locale, UserId, Version } from './person.ts';

/** A picture of the person's own; `GET /images/{imageId}/renditions/thumb` and `small` show it to everybody who is logged in. */
const Avatar = Type.Object({ imageId: ImageId });

const PublicProfile = Type.Object({
  id: UserId,
  handle: Handle,
  displayName: DisplayName,
  bio: Bio,
  avatar: Type.Optional(Avatar),
});

const Profile = Type.Object({
  id: UserId,
  email: Email,
  handle: Handle,
  displayName: DisplayName,
  locale: Locale,
  bio: Bio,
  avatar: Type.Optional(Avatar),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
});

const ListedUser = Type.Object({
  id: UserId,
  email: Email,
  handle: Handle,
  displayName: DisplayName,
  createdAt: Instant,
});

const SignIn = Type.Object({
  id: Type.String({ format: 'uuid' }),
  at: Instant,
  clientId: Type.String({ maxLength: 128 }),
  newDevice: Type.Boolean(),
});

const ProfileChange = Type.Object(
  {
    displayName: Type.Optional(DisplayName),
    handle: Type.Optional(Handle),
    locale: Type.Optional(Locale),
    bio: Type.Optional(Bio),
  },
  { minProperties: 1 },
);

export type Profile = Static<typeof Profile>;
export type PublicProfile = Static<typeof PublicProfile>;
export type ListedUser = Static<typeof ListedUser>;
export type SignIn = Static<typeof SignIn>;
export type ProfileChange = Static<typeof ProfileChange>;

export const GetMe = route({
  method: 'GET',
  path: '/users/me',
  summary: "The caller's own profile.",
  response: Profile,
  versioned: true,
  errors: ['profile-not-found'],
});

export const UpdateMe = route({
  method: 'PATCH',
  path: '/users/me',
  summary: "Changes the caller's own profile; with If-Match only if nobody has changed it since.",
  body: ProfileChange,
  response: Profile,
  versioned: true,
  errors: ['profile-not-found', 'handle-taken', 'stale-version'],
});

export const SetAvatar = route({
  method: 'PUT',
  path: '/users/me/avatar',
  summary:
    "Makes one of the caller's own pictures their avatar; with If-Match only if nobody has changed the profile since.",
  body: Avatar,
  response: Profile,
  versioned: true,
  errors: ['profile-not-found', 'picture-not-found', 'stale-version'],
});

export const RemoveAvatar = route({
  method: 'DELETE',
  path: '/users/me/avatar',
  summary: 'Takes the avatar off the profile; the picture stays. Where there is none, nothing changes.',
  response: Profile,
  versioned: true,
  errors: ['profile-not-found', 'stale-version'],
});

export const DeleteMe = route({
  method: 'DELETE',
  path: '/users/me',
  summary: 'Deletes the account of the caller and all that belongs to it, for good. Deleting twice is no error.',
});

export const GetUser = route({
  method: 'GET',
  path: '/users/{id}',
  summary: 'The public part of a profile.',
  params: { id: UserId },
  response: PublicProfile,
  errors: ['profile-not-found'],
});

export const ListUsers = route({
  method: 'GET',
  path: '/users',
  summary: 'All people by e-mail address, or those whose address or handle begins with what is given.',
  auth: { group: 'admin' },
  query: {
    email: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
    handle: Type.Optional(Type.String({ minLength: 1, maxLength: 30, pattern: '^[A-Za-z0-9_]+$' })),
    limit: Limit,
    cursor: Type.Optional(Cursor),
  },
  response: Type.Object({
    items: Type.Array(ListedUser, { maxItems: 100 }),
    next: Type.Optional(Cursor),
  }),
  errors: ['one-search-only', 'bad-cursor'],
});

export const ListSignIns = route({
  method: 'GET',
  path: '/users/me/sign-ins',
  summary: "The caller's sign-ins of the last 90 days, latest first.",
  query: { limit: Limit, cursor: Type.Optional(Cursor) },
  response: Type.Object({
    items: Type.Array(SignIn, { maxItems: 100 }),
    next: Type.Optional(Cursor),
  }),
  errors: ['bad-cursor'],
});
