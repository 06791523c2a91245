import { api, reply } from '@libs/handler';
import { readUnsubscribeLink } from '../adapters/unsubscribe-link.ts';
import { Unsubscribe } from '../contract/preferences.ts';
import { preferences } from '../data/preferences.ts';
import { acceptedLocale } from '../domain/accepted-locale.ts';
import { unsubscribePage } from '../templates/unsubscribe-page.ts';

/** POST /notifications/unsubscribe: ends the mails that the link is of, for the button of the page and for mail programs (RFC 8058) alike. */
export const handler = api(
  Unsubscribe,
  async ({ query, headers }, store = preferences, read = readUnsubscribeLink) => {
    const link = await read(query.token);
    const { state, locale = acceptedLocale(headers['accept-language']) } = link
      ? await store.unsubscribe(link)
      : { state: 'invalid' as const };
    const page = unsubscribePage(state, { locale, category: link?.category, consoleUrl: process.env['CONSOLE_URL'] });
    return reply(page.html, page.headers, page.status);
  },
  { idempotency: false },
);
