import { event, Type } from '@libs/contracts';
import { Bio, DisplayName, Email, Handle, ImageId, Instant, Locale, UserId, Version } from './person.ts';

/** The address is confirmed and the profile is there. */
export const UserRegistered = event('users', 'UserRegistered', 1, {
  userId: UserId,
  email: Email,
  handle: Handle,
  displayName: DisplayName,
  locale: Locale,
});

/** `null`: none. */
const Avatar = Type.Union([ImageId, Type.Null()]);

/** Only what changed, with both values. `version` is that of the new state: a consumer that needs order compares it. */
export const UserProfileChanged = event('users', 'UserProfileChanged', 1, {
  userId: UserId,
  version: Version,
  changes: Type.Object({
    email: Type.Optional(Type.Object({ old: Email, new: Email })),
    displayName: Type.Optional(Type.Object({ old: DisplayName, new: DisplayName })),
    handle: Type.Optional(Type.Object({ old: Handle, new: Handle })),
    locale: Type.Optional(Type.Object({ old: Locale, new: Locale })),
    bio: Type.Optional(Type.Object({ old: Bio, new: Bio })),
    avatar: Type.Optional(Type.Object({ old: Avatar, new: Avatar })),
  }),
});

export const UserSignedIn = event('users', 'UserSignedIn', 1, {
  userId: UserId,
  at: Instant,
  newDevice: Type.Boolean(),
});

/** The account is gone: every service erases what it holds of this person. */
export const UserDeleted = event('users', 'UserDeleted', 1, { userId: UserId });
