import { trigger } from '@libs/handler';
import { profiles } from '../data/profiles.ts';
import { attributesOf } from '../domain/attributes.ts';
import { newProfiles } from '../domain/new-profile.ts';

/**
 * Cognito PostConfirmation: the address is confirmed, so the person gets a profile. Also called when a forgotten password was set anew,
 * and again when Cognito got no answer: a person who has a profile keeps it.
 */
export const handler = trigger('PostConfirmation', async ({ event, log }, store = profiles) => {
  const outcome = await store.register(newProfiles(attributesOf(event.request.userAttributes)));
  log.info('profile', { outcome });
});
