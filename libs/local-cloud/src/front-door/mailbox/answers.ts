import { mailboxPage } from '../pages/mailbox-page.ts';
import { notFoundPage } from '../pages/not-found-page.ts';
import { sendJson, sendMail, sendPage } from '../send.ts';
import type { Visit } from '../visit.ts';

/** Most messages on the page; JSON gives as many as `limit` asks for. */
const onPage = 100;

/** `/mailbox`, `/mailbox/<id>` and `/mailbox/<id>/html`. */
export async function mailbox({ response, segments, query, behind }: Visit): Promise<void> {
  const [, id, part] = segments;
  const words = query.get('q') ?? '';
  const message = id === undefined ? undefined : await behind.mailbox.message(id);
  if (id !== undefined && !message)
    return sendPage(response, notFoundPage('This message is not here (any more).'), 404);
  if (part === 'html') return sendMail(response, message?.html ?? '');
  const messages = await behind.mailbox.messages({ words, limit: onPage });
  const view = message?.html !== undefined && query.get('view') !== 'text' ? 'html' : 'text';
  sendPage(response, mailboxPage({ messages, words, ...(message && { open: { message, view } }) }));
}

/** `/mailbox.json?to=&q=&limit=`: `{ messages }`, newest first. */
export async function mailboxJson({ response, query, behind }: Visit): Promise<void> {
  const limit = Number(query.get('limit')) || 100;
  sendJson(response, {
    messages: await behind.mailbox.messages({ to: query.get('to') ?? '', words: query.get('q') ?? '', limit }),
  });
}
