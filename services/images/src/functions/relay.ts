import { stream } from '@libs/handler';
import { relay } from '@libs/messaging';
import { imagesChanges } from '../data/changes.ts';
import { toEvents } from '../data/to-events.ts';

/** The table's stream to the event bus. */
export const handler = stream(imagesChanges, relay(toEvents));
