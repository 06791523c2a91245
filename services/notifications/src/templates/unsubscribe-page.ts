import { createHash } from 'node:crypto';
import { html, raw } from '@libs/html';
import { directionOf, textLocaleOf } from '../domain/locale.ts';
import type { Ended } from '../domain/unsubscribe-link.ts';
import { FOOTERS } from './footer.ts';
import { UNSUBSCRIBE_WORDS, type UnsubscribeState } from './unsubscribe-words.ts';

/** A page, with the headers that it needs and its status. */
export interface UnsubscribePage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

/** Text on its ground has a contrast of 4.5 or more (WCAG 2.2, 1.4.3). Nothing is loaded: the fonts are the reader's own. */
const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#f4f0e9, #181613); --ink: light-dark(#26221d, #ede7dd);
  --soft: light-dark(#6b6257, #b3a898); --hearth: light-dark(#9a3b1e, #e99a72); --on-hearth: light-dark(#fff, #1d130d);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif; }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; min-height: 100dvh; display: grid; place-content: center; padding: 1.5rem; background: var(--paper);
  color: var(--ink); overflow-wrap: anywhere; }
main { display: grid; gap: 1rem; max-width: 34rem; }
h1 { font-size: 1.5rem; line-height: 1.3; text-wrap: balance; }
button { font: inherit; font-weight: 600; min-height: 3rem; padding: .5rem 1.5rem; border: 0; border-radius: .375rem;
  background: var(--hearth); color: var(--on-hearth); cursor: pointer; }
:focus-visible { outline: .1875rem solid var(--ink); outline-offset: .1875rem; }
a { color: var(--soft); }
`;

const STATUS: Readonly<Record<UnsubscribeState, number>> = {
  asked: 200,
  ended: 200,
  gone: 200,
  newer: 409,
  invalid: 400,
};

/**
 * The page of an unsubscribe link. It works without JavaScript; its button posts to the address that it was opened by.
 * @param locale BCP 47, of the reader; English for what there are no texts in
 * @param category that the link is of; none of one that is invalid
 * @param consoleUrl where people change their preferences; without it there is no link to that
 */
export function unsubscribePage(
  state: UnsubscribeState,
  { category, locale, consoleUrl }: { category?: Ended | undefined; locale: string; consoleUrl?: string | undefined },
): UnsubscribePage {
  const language = textLocaleOf(locale);
  const words = UNSUBSCRIBE_WORDS[language];
  const { heading, text } = words.said[state](category === undefined ? '' : words.mails[category]);
  const security = category === 'account' && (state === 'asked' || state === 'ended');
  const document = html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${heading} · Longhouse</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${text}</p>
${security && html`<p>${words.security}</p>`}
${
  state === 'asked' &&
  html`<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>${words.button}</button></form>`
}
${consoleUrl !== undefined && state !== 'gone' && html`<p><a href="${consoleUrl}/notifications/preferences">${FOOTERS[language].preferences}</a></p>`}
</main>
</body>
</html>
`;
  return { html: document.text, headers: HEADERS, status: STATUS[state] };
}

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  // The address of the page is what ends the mails.
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};
