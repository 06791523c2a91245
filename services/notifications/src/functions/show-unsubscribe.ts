import { api, reply } from '@libs/handler';
import { readUnsubscribeLink } from '../adapters/unsubscribe-link.ts';
import { ShowUnsubscribe } from '../contract/preferences.ts';
import { preferences } from '../data/preferences.ts';
import { acceptedLocale } from '../domain/accepted-locale.ts';
import { unsubscribePage } from '../templates/unsubscribe-page.ts';

/** GET /notifications/unsubscribe: what the link of a mail would end, with the button that does it. Changes nothing. */
export const handler = api(
  ShowUnsubscribe,
  async ({ query, headers }, store = preferences, read = readUnsubscribeLink) => {
    const link = await read(query.token);
    const { state, locale = acceptedLocale(headers['accept-language']) } = link
      ? await store.standing(link)
      : { state: 'invalid' as const };
    const page = unsubscribePage(state, { locale, category: link?.category, consoleUrl: process.env['CONSOLE_URL'] });
    return reply(page.html, page.headers, page.status);
  },
);
