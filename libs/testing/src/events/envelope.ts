import { randomUUID } from 'node:crypto';
import type { Envelope, EventContract, EventMetadata } from '@libs/contracts';
import type { EventBridgeEvent } from 'aws-lambda';

/**
 * An event as the bus hands it on, built from its contract, so that a test's data type-checks against what is published.
 * Source of the shape: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 * @param source who published it: needed for a command alone
 * @throws TypeError for a command without a source
 * @example busEvent(UserRegistered, { userId, email, displayName: 'Ada' })
 * @example busEvent(ScheduleRequested, { key, when }, {}, 'images')
 */
export const busEvent = <Name extends string, Data>(
  contract: EventContract<Name, Data>,
  data: NoInfer<Data>,
  metadata: Partial<EventMetadata> = {},
  source = contract.source,
): EventBridgeEvent<Name, Envelope<Data>> => {
  if (source === '*') throw new TypeError(`Any service may publish ${contract.name}: say which one did.`);
  const id = metadata.id ?? randomUUID();
  const occurredAt = metadata.occurredAt ?? new Date().toISOString();
  return {
    version: '0',
    // The bus gives every delivery path its own id; ours in the metadata is the one that says whether two events are the same.
    id: randomUUID(),
    'detail-type': contract.name,
    source,
    account: '000000000000',
    time: `${occurredAt.slice(0, 19)}Z`,
    region: 'eu-central-1',
    resources: [],
    detail: {
      metadata: { version: contract.version, correlationId: randomUUID(), ...metadata, id, occurredAt },
      data,
    },
  };
};
