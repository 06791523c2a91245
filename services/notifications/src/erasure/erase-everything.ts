import type { Log } from '@libs/observability';
import { endpoints } from '../adapters/endpoints.ts';
import { sockets } from '../adapters/sockets.ts';
import { connections } from '../data/connections.ts';
import { devices } from '../data/devices.ts';
import { personItems } from '../data/person-items.ts';
import { subscriptions } from '../data/subscriptions.ts';

const dependencies = { items: personItems, connections, sockets, devices, endpoints, subscriptions };

/**
 * Everything of a person goes, here and at SNS, and their sockets are closed; only the note stays that the account is gone. May be repeated, and
 * goes on where it ended. What cannot be erased now keeps nothing else from being erased.
 * @throws Retryable `erasure-goes-on`; what SNS throws for a device, or the table
 */
export async function eraseEverything(userId: string, log: Log, given = dependencies): Promise<void> {
  const { items } = given;
  // First: whoever stores something from here on finds the account closed.
  await items.close(userId);
  await closeSockets(userId, log, given);
  const parts = await Promise.allSettled([
    given.devices.removeAll(userId, given.endpoints),
    given.subscriptions.erase(userId),
    items.erase(userId),
  ]);
  for (const part of parts) if (part.status === 'rejected') throw part.reason;
}

/** Nothing is posted any more to one that stays open: it is not noted, and closes within two hours. */
async function closeSockets(userId: string, log: Log, given: typeof dependencies): Promise<void> {
  const open = await given.connections.of(userId);
  const closed = await Promise.allSettled(open.map(async ({ connectionId }) => given.sockets.close(connectionId)));
  for (const outcome of closed) if (outcome.status === 'rejected') log.warn('not closed', { error: outcome.reason });
}
