import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventBridgeEvent } from 'aws-lambda';
import type { TestCloud } from './cloud.ts';

/** Puts events of `busEvent` on the system's bus, as a relay would; the same one twice is a duplicate. @throws Error when the bus refuses one */
export const publish = async (
  cloud: TestCloud,
  ...events: readonly EventBridgeEvent<string, unknown>[]
): Promise<void> => {
  const { FailedEntryCount } = await new EventBridgeClient(cloud.aws).send(
    new PutEventsCommand({
      Entries: events.map(({ source, detail, 'detail-type': DetailType }) => ({
        EventBusName: `longhouse-${cloud.stage}`,
        Source: source,
        DetailType,
        Detail: JSON.stringify(detail),
      })),
    }),
  );
  if (FailedEntryCount)
    throw new Error(`The bus of stage ${cloud.stage} refused ${FailedEntryCount} of ${events.length} events.`);
};
