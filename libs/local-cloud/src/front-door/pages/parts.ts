import { type Html, html } from '@libs/html';

/** A text with a button that copies it; without scripts the text alone. */
export function copyable(text: string, label = 'Copy'): Html {
  return html`<span class="copyable"><code>${text}</code><button type="button" class="copy" data-copy="${text}">${label}</button></span>`;
}

/** A command of several lines with a button that copies it. */
export function command(text: string): Html {
  return html`<div class="command"><pre tabindex="0"><code>${text}</code></pre><button type="button" class="copy" data-copy="${text}">Copy</button></div>`;
}

/** A time of day on this machine, which is the reader's; the whole of it for programs and on hover. */
export function timeOfDay(iso: string): Html {
  const time = new Date(iso);
  const today = time.toDateString() === new Date().toDateString();
  const day = today ? '' : `${time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} `;
  return html`<time datetime="${iso}" title="${iso}">${day}${time.toLocaleTimeString('en-GB')}</time>`;
}

/** What stands where a list is empty. */
export function nothing(title: string, hint: Html): Html {
  return html`<div class="empty" id="empty"><p class="big">${title}</p><p>${hint}</p></div>`;
}
