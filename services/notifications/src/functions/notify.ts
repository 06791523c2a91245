import { consumer } from '@libs/handler';
import { plan } from '../data/plan.ts';
import { recipients } from '../data/recipients.ts';
import { ANNOUNCED, toldOf } from '../announcements/told-of.ts';

/** Events of all services: who is told what over which channels is planned once, however often an event comes. */
export const handler = consumer(ANNOUNCED, async (event, planner = plan, people = recipients) => {
  if (event.name === 'UserRegistered') {
    const { userId, email, displayName, handle, locale } = event.data;
    await people.note(userId, { email, displayName, handle, profileLocale: locale }, 1);
  }
  const announcement = toldOf(event);
  if (!announcement) return;
  const planned = await planner({ eventId: event.metadata.id, ...announcement });
  event.log.info(planned, { kind: announcement.told.kind });
});
