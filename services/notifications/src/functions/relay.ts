import { stream } from '@libs/handler';
import { publishToChannels } from '../adapters/deliveries-topic.ts';
import { readChange } from '../data/changes.ts';
import { toMessage } from '../data/to-messages.ts';

/** The table's stream: hands what is to go out to the channels. Twice is harmless: each delivery is claimed before it goes. */
export const handler = stream(readChange, async ({ items }, publish = publishToChannels) => {
  const messages = items.flatMap((change) => {
    const message = toMessage(change);
    return message ? [{ message, correlationId: change.correlationId }] : [];
  });
  await publish(messages);
});
