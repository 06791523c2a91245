import { randomUUID } from 'node:crypto';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { busEvent } from '@libs/testing';
import { ScheduleFired } from '../../../services/scheduler/src/contract/events.ts';

/** Entries of one call: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_ENTRIES = 10;

export type FiredEvent = ReturnType<typeof fired>;

/** A reminder for somebody: by default it goes to the inbox, the sockets and by mail. */
export function fired(ownerId: string, title: string) {
  const at = new Date().toISOString();
  const action = { type: 'notify', title, body: 'On time.', category: 'schedules' } as const;
  const occurrence = { scheduleId: randomUUID(), occurrenceId: randomUUID(), plannedAt: at, firedAt: at };
  return busEvent(ScheduleFired, { ...occurrence, ownerId, action });
}

/** Puts events on the bus of stage local, so many calls at once. */
export async function put(endpoint: string, events: readonly FiredEvent[], calls = 1): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const bus = new EventBridgeClient({ endpoint, region: 'eu-central-1', credentials });
  const lots = Array.from({ length: Math.ceil(events.length / MOST_ENTRIES) }, (_, lot) =>
    events.slice(lot * MOST_ENTRIES, (lot + 1) * MOST_ENTRIES),
  );
  const work = lots.values();
  await Promise.all(
    Array.from({ length: calls }, async () => {
      for (const lot of work) {
        const Entries = lot.map(({ source, detail, 'detail-type': DetailType }) => ({
          EventBusName: 'longhouse-local',
          Source: source,
          DetailType,
          Detail: JSON.stringify(detail),
        }));
        await bus.send(new PutEventsCommand({ Entries }));
      }
    }),
  );
}
