import { createHash } from 'node:crypto';
import { type Html, html, raw } from '@libs/html';

/** A page, with the headers that it needs. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every colour twice, for light and dark. Nothing is loaded: the fonts are the reader's own. */
const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#faf8f4, #181613); --ink: light-dark(#26221d, #ede7dd);
  --soft: light-dark(#6b6257, #a89e90); --line: light-dark(#e6dfd4, #37322b);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; min-height: 100dvh; display: grid; grid-template-rows: 1fr auto; background: var(--paper);
  color: var(--ink); overflow-wrap: anywhere; }
main { display: grid; place-content: center; justify-items: center; padding: clamp(0px, 3vw, 2.5rem); }
figure { display: grid; gap: 1rem; justify-items: center; max-width: 100%; }
img { display: block; width: auto; height: auto; max-width: 100%; max-height: max(50vh, 100vh - 13rem);
  max-height: max(50dvh, 100dvh - 13rem); object-fit: contain; background: var(--picture, var(--line));
  border-radius: clamp(0px, 1vw, .75rem); box-shadow: 0 1rem 3rem rgb(0 0 0 / .18); }
figcaption { max-width: 44rem; padding: 0 1rem; text-align: center; }
h1 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; text-wrap: balance; }
h1 + p { margin-top: .5rem; }
p { color: var(--soft); }
footer { padding: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; text-align: center; }
`;

/**
 * A page for people who are not logged in. Nothing in it runs, no other page may frame it, it is neither kept nor found by search engines, and
 * whom it leads to does not learn its address. It works without JavaScript.
 * @param title escaped, like all that is in `main` and `footer`
 * @param style of this page alone, after what all have
 * @param pictures origins of pictures, beside the page's own
 */
export function page({
  title,
  main,
  footer,
  style = '',
  pictures = [],
}: {
  title: string;
  main: Html;
  footer: Html;
  style?: string;
  pictures?: readonly string[];
}): Page {
  const css = STYLE + style;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(css)}</style>
</head>
<body>
<main>${main}</main>
<footer>${footer}</footer>
</body>
</html>
`;
  return { html: document.text, headers: headersFor(css, pictures) };
}

function headersFor(css: string, pictures: readonly string[]): Page['headers'] {
  const hash = createHash('sha256').update(css).digest('base64');
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    `img-src ${pictures.length === 0 ? "'none'" : ["'self'", ...pictures].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  };
}
