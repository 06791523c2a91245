import { api } from '@libs/handler';
import { PutPreferences } from '../contract/preferences.ts';
import { preferences } from '../data/preferences.ts';
import { checkPreferences } from '../domain/check-preferences.ts';

/** PUT /notifications/preferences: replaces what the caller has chosen. */
export const handler = api(PutPreferences, async ({ caller, body, ifMatch }, store = preferences) => {
  checkPreferences(body);
  return store.replace(caller.id, body, { version: ifMatch });
});
