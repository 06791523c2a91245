import { isOwnForm } from '../own-form.ts';
import { mailboxPage } from '../pages/mailbox-page.ts';
import { notFoundPage } from '../pages/not-found-page.ts';
import { notPlayedPage } from '../pages/not-played-page.ts';
import { viewsOf } from '../pages/message-views.ts';
import { previews } from '../previews/answers.ts';
import { sendProblem } from '../problem.ts';
import { NotPlayed } from '../provider/provider.ts';
import { isOutcome, outcomesOf } from '../provider/outcomes.ts';
import { redirect, sendJson, sendMail, sendPage } from '../send.ts';
import type { Visit } from '../visit.ts';
import { type Channel, channels, type Message } from './message.ts';

/** Most messages on the page; JSON gives as many as `limit` asks for. */
const onPage = 100;

/** `/mailbox`, `/mailbox/<id>`, `/mailbox/<id>/html`, `POST /mailbox/<id>/<outcome>`, and `/mailbox/templates` with what is below. */
export async function mailbox(visit: Visit): Promise<void> {
  const { request, response, segments, query, behind } = visit;
  const [, id, part] = segments;
  if (id === 'templates') return previews(visit);
  if (request.method === 'POST') return play(visit);
  const message = id === undefined ? undefined : await behind.mailbox.message(id);
  const html = message?.channel === 'mail' ? message.html : undefined;
  if ((id !== undefined && !message) || (part !== undefined && part !== 'html'))
    return sendPage(response, notFoundPage('This message is not here (any more).'), 404);
  if (part === 'html') return sendMail(response, html ?? '');
  const search = { words: query.get('q') ?? '', channel: channelOf(query.get('channel')) };
  const messages = await behind.mailbox.messages({ ...search, limit: onPage });
  const open = message && {
    message,
    view: viewsOf(message).find(({ name }) => name === query.get('view'))?.name,
    played: behind.provider.playedFor(message.id),
  };
  sendPage(response, mailboxPage({ messages, search, ...(open && { open }) }));
}

/** `/mailbox.json?to=&q=&channel=&limit=`: `{ messages }`, newest first. */
export async function mailboxJson({ response, query, behind }: Visit): Promise<void> {
  const asked = query.get('channel');
  const channel = channelOf(asked);
  if (asked && !channel)
    return sendProblem(response, {
      status: 400,
      type: 'unknown-channel',
      title: `There is no channel ${asked}.`,
      detail: `Channels: ${channels.join(', ')}.`,
    });
  const limit = Number(query.get('limit')) || 100;
  const search = { to: query.get('to') ?? '', words: query.get('q') ?? '', channel };
  sendJson(response, { messages: await behind.mailbox.messages({ ...search, limit }) });
}

/** `POST /mailbox/<id>/<outcome>`: people go back to the message, which then shows what was published; programs get it as JSON. */
async function play(visit: Visit): Promise<void> {
  const { request, response, segments, target, behind } = visit;
  const [, id = '', outcome = ''] = segments;
  if (!isOwnForm(visit)) return;
  const message = await behind.mailbox.message(id);
  if (!message || !isOutcome(outcome))
    return sendProblem(response, {
      status: 404,
      type: message ? 'unknown-outcome' : 'unknown-message',
      title: message ? `Nothing is known of ${outcome}.` : 'This message is not here (any more).',
      ...(message && { detail: `Of this message: ${outcomesOf(message).join(', ') || 'nothing'}.` }),
    });
  const forPeople = request.headers.accept?.includes('text/html') === true;
  try {
    const played = await behind.provider.play(message, outcome);
    if (!forPeople) return sendJson(response, played);
    redirect(response, backTo(message, target));
  } catch (error) {
    if (!(error instanceof NotPlayed)) throw error;
    if (forPeople) return sendPage(response, notPlayedPage(backTo(message, target), error.message), 409);
    sendProblem(response, { status: 409, type: 'not-played', title: error.message });
  }
}

/** The message's page, with the search that it was found by. */
function backTo({ id }: Message, target: string): string {
  const [, query] = target.split('?', 2);
  return `/mailbox/${encodeURIComponent(id)}${query ? `?${query}` : ''}#provider`;
}

function channelOf(name: string | null): Channel | undefined {
  return channels.find((channel) => channel === name);
}
