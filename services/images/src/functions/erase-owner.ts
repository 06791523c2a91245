import { consumer } from '@libs/handler';
import { UserDeleted } from '@services/users/contract';
import { ownQueue } from '@libs/messaging/own-queue';
import { eraseEverythingOf } from '../erasure/erase-everything-of.ts';

/**
 * UserDeleted: everything of the person goes. What is more than one invocation should take is handed on to the next one; one that is killed comes
 * again, and goes on with what is left.
 */
export const handler = consumer(
  UserDeleted,
  async ({ data, metadata, log }, erase = eraseEverythingOf, queue = ownQueue) => {
    if (await erase(data.userId)) return;
    await queue.handOn(UserDeleted, { metadata, data });
    log.info('handed on: there is more to erase');
  },
);
