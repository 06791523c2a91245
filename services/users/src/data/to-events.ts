import { type Emitted, emit } from '@libs/messaging';
import { UserDeleted, UserProfileChanged, UserRegistered, UserSignedIn } from '../contract/events.ts';
import { changesBetween } from '../domain/changes.ts';
import type { UsersChange } from './changes.ts';

/**
 * What others are told of a change in the table. That a profile is removed says nothing: the tombstone does, and unlike the removal it
 * carries the correlation id of the request. What time to live removes says nothing either.
 */
export function toEvents(change: UsersChange): Emitted[] {
  if (change.entity === 'profile' && change.kind === 'created') {
    const { userId, email, handle, displayName, locale } = change.after;
    return [emit(UserRegistered, { userId, email, handle, displayName, locale })];
  }
  if (change.entity === 'profile' && change.kind === 'changed') {
    const changes = changesBetween(change.before, change.after);
    if (Object.keys(changes).length === 0) return [];
    const { userId, version } = change.after;
    return [emit(UserProfileChanged, { userId, version, changes })];
  }
  if (change.entity === 'signIn' && change.kind === 'created') {
    const { userId, at, newDevice } = change.after;
    return [emit(UserSignedIn, { userId, at, newDevice })];
  }
  if (change.entity === 'deletion' && change.kind === 'created') {
    return [emit(UserDeleted, { userId: change.after.userId })];
  }
  return [];
}
