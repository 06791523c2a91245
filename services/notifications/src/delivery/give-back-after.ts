import type { Log } from '@libs/observability';
import { type ClaimedDelivery, deliveries } from '../data/deliveries.ts';

/** Does a piece of work. @param unsent errors after which nothing was sent; without it all are */
export type Unsent = <T>(work: () => Promise<T>, unsent?: new (...given: never[]) => Error) => Promise<T>;

/**
 * For work that fails before anything was sent: the claim is given back, so that the message, when it comes again, need not wait for the lease,
 * and a channel that sends nothing twice does not give the delivery up.
 */
export function giveBackAfter(delivery: ClaimedDelivery, log: Log): Unsent {
  return async function orGiveBack(work, unsent = Error) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof unsent) {
        // What it failed of is what matters; without the claim's return the lease decides.
        await deliveries
          .giveBack(delivery)
          .catch((second: unknown) => log.warn('claim not given back', { error: second }));
      }
      throw error;
    }
  };
}
