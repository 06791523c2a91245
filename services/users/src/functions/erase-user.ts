import { consumer } from '@libs/handler';
import { accounts } from '../adapters/accounts.ts';
import { UserDeleted } from '../contract/events.ts';
import { pictures } from '../data/pictures.ts';
import { signIns } from '../data/sign-ins.ts';

/**
 * UserDeleted: the account goes first, so that no further sign-in follows, then the sign-ins and what is known of the pictures. Each may be
 * done twice.
 */
export const handler = consumer(
  UserDeleted,
  async ({ data: { userId } }, cognito = accounts, store = signIns, known = pictures) => {
    await cognito.remove(userId);
    await store.erase(userId);
    await known.erase(userId);
  },
);
