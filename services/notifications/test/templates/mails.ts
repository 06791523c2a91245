import type { Told } from '../../src/domain/told.ts';
import { type Mail, type MailSettings, mailOf } from '../../src/templates/mail.ts';

/** A mail to somebody in Berlin, unless it is said otherwise. */
export const mail = (told: Told, settings: Partial<MailSettings> = {}): Mail =>
  mailOf(told, {
    locale: 'en',
    timeZone: 'Europe/Berlin',
    consoleUrl: 'https://longhouse.example',
    unsubscribeUrl: 'https://api.longhouse.example/notifications/unsubscribe?token=a.b&x=1',
    ...settings,
  });

/** The tags of a document, without the addresses in them. */
export const tagsOf = (html: string): string[] =>
  (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/href="[^"]*"/, 'href'));

/** What a reader sees of a document: the texts between its tags. */
export const shownIn = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<br>|<\/(p|h1|div|td)>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
