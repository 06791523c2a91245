import { stream } from '@libs/handler';
import { scheduleChanges } from '../data/changes.ts';
import { followUp } from '../firing/follow-up.ts';

/** The table's stream: what is due soon goes to the queue, what was settled becomes the history. */
export const handler = stream(scheduleChanges, async ({ items }, run = followUp) =>
  run({ changes: items, now: new Date() }),
);
