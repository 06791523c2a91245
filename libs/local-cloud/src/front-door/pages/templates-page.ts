import { type Html, html } from '@libs/html';
import type { Preview, Template } from '../previews/preview.ts';
import { layout } from './layout.ts';
import { mailboxTabs } from './mailbox-tabs.ts';
import { nothing } from './parts.ts';

export interface TemplatesView {
  /** Undefined: no service has previews. */
  templates: readonly Template[] | undefined;
  /** The previews could not be made, and why. */
  failure?: string;
  open?: { preview: Preview; view: 'html' | 'text' };
}

/** All templates by locale, and the open one beside them with sample data: on a phone one or the other. */
export function templatesPage({ templates, failure, open }: TemplatesView): Html {
  const content = html`<h1 class="narrow">Templates</h1>
<div class="mailbox${open && ' reading'}">
<section class="list" aria-label="Templates">
${mailboxTabs('templates')}
<ul class="messages templates">
${templates?.length ? templates.map((template) => row(template, open?.preview)) : html`<li>${none(failure)}</li>`}</ul>
</section>
<section class="reader" aria-label="Template">
${open ? reader(open.preview, open.view) : html`<p class="hint">${templates?.length ? 'Choose a template and a language.' : 'There is nothing to look at.'}</p>`}
</section>
</div>`;
  return layout({ title: open ? open.preview.kind : 'Templates', section: 'mailbox', content });
}

function none(failure: string | undefined): Html {
  return failure === undefined
    ? nothing(
        'No templates yet.',
        html`No deployed service has an output <code>TemplatePreviews</code>, the name of the function that makes them.`,
      )
    : nothing('The previews could not be made.', html`${failure}`);
}

function row({ kind, locales }: Template, open: Preview | undefined): Html {
  const language = (locale: string) =>
    html`<a href="${addressOf({ kind, locale })}" lang="en" aria-label="${kind}, ${nameOf(locale)}"${kind === open?.kind && locale === open.locale && html` aria-current="true"`}>${nameOf(locale)}</a>`;
  return html`<li id="t-${kind}"><span class="subject">${kind.replaceAll('-', ' ')}</span><span class="languages">${locales.map(language)}</span></li>
`;
}

function reader(preview: Preview, view: 'html' | 'text'): Html {
  const { kind, locale, dir, mail, brief, sms } = preview;
  const words = html` lang="${locale}" dir="${dir}"`;
  return html`<a class="back" href="/mailbox/templates">← All templates</a>
<header>
<h2>${kind.replaceAll('-', ' ')}</h2>
<p class="hint">${nameOf(locale)}, ${dir === 'rtl' ? 'right to left' : 'left to right'}, with sample data.</p>
</header>
${
  brief &&
  html`<div class="two">
<figure class="told"><figcaption>Push</figcaption><div class="push"${words}><b>${brief.title}</b><p>${brief.body}</p></div></figure>
${sms && html`<figure class="told"><figcaption>SMS: ${sms.segments} segment${sms.segments !== 1 && 's'}, ${sms.encoding}</figcaption><div class="sms"${words}>${sms.text}</div></figure>`}
</div>`
}
${mail ? mailPart(preview, mail, view) : html`<p class="hint">This is not told by mail.</p>`}`;
}

function mailPart(preview: Preview, mail: NonNullable<Preview['mail']>, view: 'html' | 'text'): Html {
  const { locale, dir } = preview;
  const words = html` lang="${locale}" dir="${dir}"`;
  const address = addressOf(preview);
  const tab = (name: typeof view, label: string) =>
    html`<a href="${address}?view=${name}"${name === view && html` aria-current="true"`}>${label}</a>`;
  return html`<figure class="told"><figcaption>Mail, as a list of mails shows it</figcaption><div class="line"${words}><b>${mail.subject}</b> <span>${mail.preheader}</span></div></figure>
<nav class="tabs" aria-label="Views">${tab('html', 'HTML')}${tab('text', 'Text')}</nav>
${
  view === 'html'
    ? html`<iframe class="mail" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" src="${address}/html" title="The mail as HTML"></iframe>`
    : html`<div class="plain"${words}>${mail.text}</div>`
}`;
}

function addressOf({ kind, locale }: Pick<Preview, 'kind' | 'locale'>): string {
  return `/mailbox/templates/${encodeURIComponent(kind)}/${encodeURIComponent(locale)}`;
}

/** `Arabic` for `ar`; a tag that is none stays as it is. */
function nameOf(locale: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale; // RangeError: not a BCP 47 tag
  }
}
