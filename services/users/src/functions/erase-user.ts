import { consumer } from '@libs/handler';
import { accounts } from '../adapters/accounts.ts';
import { UserDeleted } from '../contract/events.ts';
import { signIns } from '../data/sign-ins.ts';

/** UserDeleted: the account goes first, so that no further sign-in follows, then the sign-ins. Each may be done twice. */
export const handler = consumer(UserDeleted, async ({ data: { userId } }, cognito = accounts, store = signIns) => {
  await cognito.remove(userId);
  await store.erase(userId);
});
