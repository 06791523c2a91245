import { FAST } from '@libs/data';
import type { DeliveryKey, StoredDelivery } from './deliveries.ts';
import { DeliveryEntity } from './entities/delivery.ts';

/** Deliveries of the channel live: read before they are told, since most are told to nobody. */
export const liveDeliveries = { find, noteReached };

/** @returns undefined when it has been told, or is gone with its person */
async function find(key: DeliveryKey): Promise<StoredDelivery | undefined> {
  const { data } = await DeliveryEntity.get(key).go({ ...FAST, consistent: true });
  return data?.state === 'pending' ? data : undefined;
}

/** Before it is tried again for the others: so these are left in peace. Nothing to do when it is told, or gone, by now. */
async function noteReached(key: DeliveryKey, reached: readonly string[]): Promise<void> {
  await DeliveryEntity.update(key)
    .set({ reached: [...reached] })
    .where(({ state }, { eq }) => eq(state, 'pending'))
    .go({ ...FAST, returnOnConditionCheckFailure: true });
}
