import { KINDS } from '../domain/kinds.ts';
import { directionOf, TEXT_LOCALES, textLocaleOf } from '../domain/locale.ts';
import { smsLength } from '../domain/sms-segments.ts';
import type { KindName } from '../domain/told.ts';
import { brief } from './brief.ts';
import { mailOf } from './mail.ts';
import { SAMPLES } from './samples.ts';
import { smsTextOf } from './sms.ts';

/** Of the people in the samples. */
const TIME_ZONE = 'Europe/Berlin';

/** Every template, with the languages that it is there in. */
export const templates = (): { kind: string; locales: string[] }[] =>
  Object.keys(SAMPLES.en).map((kind) => ({ kind, locales: [...TEXT_LOCALES] }));

/** What a message of a kind looks like over every channel that it goes over, made of sample data; the links in it lead to a console, and unsubscribe nobody. */
export function previewOf(kind: KindName, locale: string, consoleUrl: string) {
  const language = textLocaleOf(locale);
  const told = SAMPLES[language][kind];
  const { title, body } = brief(told, locale, TIME_ZONE);
  const unsubscribeUrl = `${consoleUrl}/unsubscribe?token=sample`;
  const text = smsTextOf(told, locale, TIME_ZONE);
  const { channels } = KINDS[kind];
  return {
    kind,
    locale: language,
    dir: directionOf(language),
    ...(channels.has('inbox') || channels.has('push') ? { brief: { title, body } } : {}),
    mail: { ...mailOf(told, { locale, timeZone: TIME_ZONE, consoleUrl, unsubscribeUrl }) },
    ...(channels.has('sms') ? { sms: { text, ...smsLength(text) } } : {}),
  };
}

/** Whether there is a template of this name. */
export const isKind = (name: string): name is KindName => Object.hasOwn(SAMPLES.en, name);
