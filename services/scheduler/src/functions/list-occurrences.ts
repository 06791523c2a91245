import { api } from '@libs/handler';
import { ListOccurrences } from '../contract/routes.ts';
import { occurrences } from '../data/occurrences.ts';
import { schedules } from '../data/schedules.ts';
import { presentOccurrence } from '../domain/present-occurrence.ts';

/** GET /schedules/{id}/occurrences: what became of them, newest first. */
export const handler = api(
  ListOccurrences,
  async ({ caller, params, query }, store = schedules, history = occurrences) => {
    const ref = { ownerId: caller.id, scheduleId: params.id };
    await store.get(ref);
    const page = await history.list(ref, query);
    return { ...page, items: page.items.map(presentOccurrence) };
  },
);
