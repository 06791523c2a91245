import { api } from '@libs/handler';
import { GetPreferences } from '../contract/preferences.ts';
import { preferences } from '../data/preferences.ts';

/** GET /notifications/preferences: what the caller has chosen, or what holds by itself. */
export const handler = api(GetPreferences, async ({ caller }, store = preferences) => store.get(caller.id));
