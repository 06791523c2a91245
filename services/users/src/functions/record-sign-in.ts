import { randomUUID } from 'node:crypto';
import { trigger } from '@libs/handler';
import { profiles } from '../data/profiles.ts';
import { signIns } from '../data/sign-ins.ts';
import { attributesOf, isConfirmed } from '../domain/attributes.ts';
import { newProfiles } from '../domain/new-profile.ts';

/** Milliseconds: Cognito refuses the sign-in when a trigger takes 5 seconds. */
const PATIENCE = 3000;

/**
 * Cognito PostAuthentication: notes the sign-in. It never stands in the way of one: what fails here is an error in the log, and the person
 * is in. One whose profile could not be made at confirmation gets it now; one who was deleted does not. Cognito has no trigger for a changed
 * address, so the profile takes it over here. Neither happens for an address that nobody has confirmed.
 */
export const handler = trigger(
  'PostAuthentication',
  async ({ event, log }, people = profiles, store = signIns, patience = PATIENCE) => {
    const signIn = {
      id: randomUUID(),
      at: new Date().toISOString(),
      clientId: event.callerContext.clientId,
      // Cognito leaves it out unless the pool remembers devices, whatever the type says.
      newDevice: event.request.newDeviceUsed ?? false,
    };
    const note = async () => {
      const attributes = attributesOf(event.request.userAttributes);
      const { sub: userId, email } = attributes;
      if (await store.record({ userId, email }, signIn)) return;
      if (!isConfirmed(attributes)) return log.info('no profile', { reason: 'address-not-confirmed' });
      const outcome = await people.register(newProfiles(attributes));
      if (outcome === 'deleted') return;
      if (outcome === 'known') await people.setEmail(userId, attributes.email);
      await store.record({ userId, email }, signIn);
    };
    try {
      await within(patience, note());
    } catch (error) {
      log.error('sign-in not recorded', { error });
    }
  },
);

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Not done within ${milliseconds} ms`)), milliseconds);
  try {
    await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
