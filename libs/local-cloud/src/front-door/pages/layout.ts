import { type Html, html } from '@libs/html';

export type Section = 'home' | 'mailbox' | 'timeline' | 'login';

export interface Page {
  title: string;
  section: Section;
  content: Html;
  /** Names of scripts in `assets`, beyond those of every page. */
  scripts?: readonly string[];
}

const sections: readonly { name: Section; path: string; label: string }[] = [
  { name: 'home', path: '/', label: 'Home' },
  { name: 'mailbox', path: '/mailbox', label: 'Mailbox' },
  { name: 'timeline', path: '/timeline', label: 'Timeline' },
  { name: 'login', path: '/login', label: 'Log in' },
];

/** What all pages share: head, navigation, and the scripts that keep them live. */
export function layout({ title, section, content, scripts = [] }: Page): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Longhouse</title>
<link rel="icon" href="/-/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/-/style.css">
${['live.js', 'copy.js', ...scripts].map((name) => html`<script type="module" src="/-/${name}"></script>\n`)}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/"><svg viewBox="0 0 32 24" width="32" height="24" aria-hidden="true"><path d="M2 14 16 3l14 11M6 12v9h20v-9M16 21v-5" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>Longhouse</a>
<nav aria-label="Pages">
${sections.map(({ name, path, label }) => html`<a href="${path}"${name === section && html` aria-current="page"`}>${label}</a>\n`)}</nav>
<p class="pulse" id="pulse" role="status"><span class="dot"></span><span class="words">live</span></p>
</header>
<main id="content">
${content}
</main>
</body>
</html>
`;
}
