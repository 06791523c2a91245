import { trigger } from '@libs/handler';
import { profiles } from '../data/profiles.ts';
import { attributesOf, isConfirmed } from '../domain/attributes.ts';
import { newProfiles } from '../domain/new-profile.ts';

/**
 * Cognito PostConfirmation: the address is confirmed, so the person gets a profile. Also called when a forgotten password was set anew,
 * and again when Cognito got no answer: a person who has a profile keeps it. And when an administrator confirms a user, which proves no
 * address: the profile then waits for a sign-in after the proof.
 */
export const handler = trigger('PostConfirmation', async ({ event, log }, store = profiles) => {
  const attributes = attributesOf(event.request.userAttributes);
  const outcome = isConfirmed(attributes) ? await store.register(newProfiles(attributes)) : 'address-not-confirmed';
  log.info('profile', { outcome });
});
