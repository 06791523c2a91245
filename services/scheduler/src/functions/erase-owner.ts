import { consumer } from '@libs/handler';
import { UserDeleted } from '@services/users/contract';
import { ownQueue } from '../adapters/own-queue.ts';
import { eraseOwner } from '../erasure/erase-owner.ts';

/**
 * UserDeleted: the person's schedules go, and their history. What is more than one invocation should take is handed on to the next one; one that is
 * killed comes again, and goes on with what is left.
 */
export const handler = consumer(
  UserDeleted,
  async ({ data, metadata, log }, erase = eraseOwner, queue = ownQueue, now = new Date()) => {
    if (await erase(data.userId, now)) return;
    await queue.handOn(UserDeleted, { metadata, data });
    log.info('handed on: there is more to erase');
  },
);
