import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { Envelope, EventContract } from '@libs/contracts';
import { BadRequest, Retryable, Unprocessable } from '@libs/contracts/errors';
import { violations } from '@libs/contracts/validate';
import { lots } from './lots.ts';
import { sendAgain } from './send-again.ts';

/** An event that is about to be published. */
export interface Outgoing {
  readonly contract: EventContract;
  readonly envelope: Envelope;
}

/** Sends entries to the bus, as `PutEvents` does: the answers are in the order of the entries. */
export type PutEvents = (entries: PutEventsRequestEntry[]) => Promise<readonly PutEventsResultEntry[]>;

let client: EventBridgeClient | undefined;

const putEvents: PutEvents = async (Entries) => {
  client ??= new EventBridgeClient({});
  const { Entries: answers = [] } = await client.send(new PutEventsCommand({ Entries }));
  return answers;
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html: entries and bytes of one call. */
const MOST = { entries: 10, bytes: 256 * 1024 };

/**
 * Publishes events on the bus EVENT_BUS_NAME, in as few calls as their number and size allow; a command in the name of this SERVICE. Entries
 * that the bus refused are sent again, and they alone, three times with growing pauses.
 * @throws BadRequest when an event is not what its contract says, Unprocessable when it is too large: nothing of the lot has been sent
 * @throws Retryable when some could not be sent: those that were may be published once more, with the same ids
 * @throws Error when SERVICE is not set, and a command is to be published
 */
export async function publish(events: readonly Outgoing[], put: PutEvents = putEvents): Promise<void> {
  const entries = events.map(toEntry);
  for (const lot of lots(entries, sizeOf, MOST)) await publishLot(lot, put);
}

async function publishLot(lot: readonly PutEventsRequestEntry[], put: PutEvents): Promise<void> {
  await sendAgain(
    lot,
    async (entries) => {
      const answers = await put([...entries]);
      return entries.flatMap((entry, index) =>
        answers[index]?.EventId === undefined ? [{ entry, code: answers[index]?.ErrorCode ?? 'no answer' }] : [],
      );
    },
    (left, codes) => new Retryable('events-not-published', `The bus refused ${left} of ${lot.length} events: ${codes}`),
  );
}

function toEntry({ contract, envelope }: Outgoing): PutEventsRequestEntry {
  if (!contract.validate(envelope)) {
    throw new BadRequest('invalid-event', `${contract.name} is not what its contract says`, {
      errors: violations(contract.validate.errors),
    });
  }
  const entry = {
    EventBusName: process.env['EVENT_BUS_NAME'],
    Source: sourceOf(contract),
    DetailType: contract.name,
    Time: new Date(envelope.metadata.occurredAt),
    Detail: JSON.stringify(envelope),
  };
  if (sizeOf(entry) > MOST.bytes) throw new Unprocessable('event-too-large', `${contract.name} is larger than 256 KB`);
  return entry;
}

function sourceOf({ source, name }: EventContract): string {
  if (source !== '*') return source;
  const service = process.env['SERVICE'];
  if (service === undefined || service === '')
    throw new Error(`SERVICE is not set: ${name} is published in the name of the service that asks for it`);
  return service;
}

/** As EventBridge counts: 14 bytes for the time, and the UTF-8 of source, type and detail. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
function sizeOf({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number {
  return 14 + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
}
