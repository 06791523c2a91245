import type { EventContract, EventData } from '@libs/contracts';
import { eventId } from './event-id.ts';
import { type Outgoing, publish } from './publish.ts';

/** An event that a change gives rise to. */
export interface Emitted {
  readonly contract: EventContract;
  readonly data: unknown;
  /** What the event's id is derived from: default the change, of which each happens once. */
  readonly identity?: string | undefined;
}

/**
 * @param identity what happens once, however many changes tell of it: whatever changes a restored table goes through anew, its event has the id that it had
 * @example emit(UserDeleted, { userId: change.after.userId })
 */
export function emit<E extends EventContract>(contract: E, data: EventData<E>, identity?: string): Emitted {
  return { contract, data, identity };
}

/** What the relay needs to know of a change. */
interface Relayed {
  readonly id: string;
  readonly correlationId: string;
  readonly at: Date;
}

/**
 * The code of a relay: from a table's changes to events on the bus. The ids of the events are derived from the changes, so that a change
 * that is read twice gives the same event twice.
 * @param toEvents which events a change gives rise to, in their order; pure
 * @returns code for the `stream` preset
 * @example
 * export const handler = stream(changesOf({ profile: Profiles }), relay(toEvents));
 */
export function relay<C extends Relayed>(toEvents: (change: C) => readonly Emitted[]) {
  return async function relayChanges(
    { items }: { readonly items: readonly C[] },
    send: (events: readonly Outgoing[]) => Promise<void> = publish,
  ): Promise<ReadonlyMap<string, { readonly published: readonly { id: string; name: string }[] }>> {
    const outgoing = items.map((change) => ({
      change,
      events: toEvents(change).map((emitted, index) => address(change, emitted, index)),
    }));
    await send(outgoing.flatMap(({ events }) => events));
    return new Map(
      outgoing.map(({ change, events }) => [
        change.id,
        { published: events.map(({ contract, envelope }) => ({ id: envelope.metadata.id, name: contract.name })) },
      ]),
    );
  };
}

function address({ id, correlationId, at }: Relayed, { contract, data, identity }: Emitted, index: number): Outgoing {
  const metadata = {
    id: identity === undefined ? eventId(id, contract.name, index) : eventId(identity, contract.name, 0),
    version: contract.version,
    occurredAt: at.toISOString(),
    correlationId,
    causationId: id,
  };
  return { contract, envelope: { metadata, data } };
}
