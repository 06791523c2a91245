import { consumer } from '@libs/handler';
import { UserDeleted } from '@services/users/contract';
import { personItems } from '../data/person-items.ts';

/** UserDeleted: from now on the person is told nothing, and everything of theirs goes. May be repeated, and goes on where it ended. */
export const handler = consumer(UserDeleted, async ({ data: { userId } }, items = personItems) => {
  await items.close(userId);
  await items.erase(userId);
});
