import { Failure } from '@libs/contracts/errors';
import pMap from 'p-map';
import { plan, type Planned } from '../data/plan.ts';
import type { TopicMessage } from '../domain/topic-message.ts';

/** People who are told at the same time: each is a read and a transaction, for which the SDK has 50 connections. */
const AT_ONCE = 20;

/** Who was told; the others could not be, and are to be tried by themselves. */
export interface Told {
  readonly counts: Readonly<Partial<Record<Planned, number>>>;
  readonly failed: readonly string[];
}

/** What a subscriber is told. It may be repeated: the message's id is the event that they are told of. */
export const tellSubscriber = async (
  userId: string,
  { messageId, topic, title, body }: TopicMessage,
  planner = plan,
): Promise<Planned> => planner({ eventId: messageId, userId, told: { kind: 'topic-message', topic, title, body } });

/**
 * Tells people of a message. One who cannot be told is no reason not to tell the others.
 * @throws what it failed of when none of several could be told, and not for a reason that is somebody's own: then it is no use to go on
 */
export async function tellSubscribers(
  userIds: readonly string[],
  message: TopicMessage,
  signal: AbortSignal,
  planner = plan,
): Promise<Told> {
  const counts: Partial<Record<Planned, number>> = {};
  const failures: { userId: string; error: unknown }[] = [];
  await pMap(
    userIds,
    async (userId) => {
      try {
        const planned = await tellSubscriber(userId, message, planner);
        counts[planned] = (counts[planned] ?? 0) + 1;
      } catch (error) {
        failures.push({ userId, error });
      }
    },
    { concurrency: AT_ONCE, signal },
  );
  const [first] = failures;
  const isNobodysOwn = failures.every(({ error }) => !(error instanceof Failure));
  if (first && userIds.length > 1 && failures.length === userIds.length && isNobodysOwn) throw first.error;
  return { counts, failed: failures.map(({ userId }) => userId) };
}
