import { stream } from '@libs/handler';
import { relay } from '@libs/messaging';
import { usersChanges } from '../data/changes.ts';
import { toEvents } from '../data/to-events.ts';

/** The table's stream to the event bus. */
export const handler = stream(usersChanges, relay(toEvents));
