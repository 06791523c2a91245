import { consumer } from '@libs/handler';
import { UserDeleted } from '@services/users/contract';
import { ownQueue } from '@libs/messaging/own-queue';
import { eraseOwner } from '../erasure/erase-owner.ts';

/**
 * Seconds. Longer than a function that was under way takes to write a row of the history after it has seen the account open, with all the tries of
 * the SDK.
 */
const LOOKS_AGAIN_AFTER = 300;

/**
 * UserDeleted: the person's schedules go, and their history. What is more than one invocation should take is handed on to the next one, and once there
 * was something to erase it is looked for once more; one that is killed comes again, and goes on with what is left.
 */
export const handler = consumer(
  UserDeleted,
  async ({ data, metadata, log }, erase = eraseOwner, queue = ownQueue, now = new Date()) => {
    const erased = await erase(data.userId, now);
    if (erased === 'nothing') return;
    await queue.handOn(UserDeleted, { metadata, data }, erased === 'more' ? 0 : LOOKS_AGAIN_AFTER);
    log.info('handed on', { erased });
  },
);
