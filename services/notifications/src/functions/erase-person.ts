import { consumer } from '@libs/handler';
import { UserDeleted } from '@services/users/contract';
import { eraseEverything } from '../erasure/erase-everything.ts';

/** UserDeleted: from now on the person is told nothing, and everything of theirs goes. May be repeated, and goes on where it ended. */
export const handler = consumer(UserDeleted, async ({ data: { userId }, log }, erase = eraseEverything) => {
  await erase(userId, log);
});
