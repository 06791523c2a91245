import { type Html, html, raw } from '@libs/html';
import { FOOTERS } from './footer.ts';
import type { Letter } from './letter.ts';
import { INLINE, SHEET } from './mail-style.ts';
import { markup, type Phrase } from './phrase.ts';
import type { Block } from './template.ts';

/**
 * A letter as HTML: tables and inline styles, since clients drop much else; nothing in it is loaded from anywhere. Language and direction stand
 * on the outermost table too, since web mail takes `html` and `body` away.
 */
export function htmlOf({ locale, direction, subject, preheader, words, links }: Letter): string {
  const start = direction === 'rtl' ? 'right' : 'left';
  const footer = FOOTERS[locale];
  return html`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${subject}</title>
<style>${raw(SHEET)}</style>
</head>
<body class="paper" style="${INLINE.paper}">
<div style="${INLINE.preheader}">${preheader}${raw(PADDING)}</div>
<table role="presentation" lang="${locale}" dir="${direction}" class="paper" width="100%" ${TABLE} style="${INLINE.paper}">
<tr><td class="outer" align="center" style="padding:32px 16px 40px;">
<!--[if mso]><table role="presentation" ${TABLE} width="600" align="center"><tr><td><![endif]-->
<table role="presentation" dir="${direction}" width="100%" ${TABLE} style="max-width:600px;">
<tr><td class="brand" align="${start}" style="${INLINE.brand}">Longhouse</td></tr>
<tr><td class="card" align="${start}" style="${INLINE.card}">
<h1 class="ink" style="${INLINE.heading}">${markup(words.heading)}</h1>
${words.blocks.map((block) => blockOf(block, start))}
<table role="presentation" ${TABLE} style="margin-top:24px;"><tr><td class="button" style="${INLINE.button}"><a href="${links.action}" style="${INLINE.buttonLink}">${words.action}</a></td></tr></table>
</td></tr>
<tr><td class="soft" align="${start}" style="${INLINE.footer}">
${markup(words.reason)}<br>
<a class="soft" href="${links.preferences}" style="${INLINE.footerLink}">${footer.preferences}</a>${
    links.unsubscribe !== undefined &&
    html` &nbsp;·&nbsp; <a class="soft" href="${links.unsubscribe}" style="${INLINE.footerLink}">${footer.unsubscribe}</a>`
  }<br><br>
Longhouse · ${footer.motto}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`.text;
}

/** Nothing to see, and too long for a client to show what stands after it: a list of mails shows up to 150 characters. */
const PADDING = '&#8199;&#847;&zwnj; '.repeat(150);

/** What every table says that only lays out. */
const TABLE = raw('cellpadding="0" cellspacing="0" border="0"');

function blockOf(block: Block, start: string): Html {
  if (block.type === 'paragraph') {
    return html`<p class="ink" style="${INLINE.paragraph}">${markup(block.phrase)}</p>\n`;
  }
  if (block.type === 'quote') return boxed(linesOf(block.lines), start);
  if (block.type === 'fact') {
    return boxed(
      html`<span class="soft" style="${INLINE.label}">${block.label}</span><br>${markup(block.phrase)}`,
      start,
    );
  }
  return html`<table role="presentation" ${TABLE} width="100%">
${block.items.map(({ title, note }) => itemOf(title, note, start))}</table>\n`;
}

const linesOf = (lines: readonly string[]): Html =>
  html`${lines.map((line) => html`<div dir="auto" style="${INLINE.line}">${line}</div>`)}`;

function boxed(content: Html, start: string): Html {
  return html`<table role="presentation" ${TABLE} width="100%" style="margin:0 0 16px;"><tr><td class="tint" align="${start}" style="${INLINE.box}">${content}</td></tr></table>\n`;
}

function itemOf(title: Phrase, note: Phrase, start: string): Html {
  return html`<tr><td class="ink rule" align="${start}" style="${INLINE.item}">${markup(title)}<br><span class="soft" style="${INLINE.note}">${markup(note)}</span></td></tr>\n`;
}
