import { stream } from '@libs/handler';
import { relay } from '@libs/messaging';
import { scheduleChanges } from '../data/changes.ts';
import { toEvents } from '../data/to-events.ts';

/** The table's stream to the event bus: what has fired. */
export const handler = stream(scheduleChanges, relay(toEvents));
