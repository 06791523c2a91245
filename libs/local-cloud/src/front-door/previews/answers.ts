import { notFoundPage } from '../pages/not-found-page.ts';
import { templatesPage } from '../pages/templates-page.ts';
import { sendProblem } from '../problem.ts';
import { sendMail, sendPage } from '../send.ts';
import type { Visit } from '../visit.ts';
import { PreviewFailed } from './previews.ts';

/** `/mailbox/templates`, `/mailbox/templates/<kind>/<locale>` and `/mailbox/templates/<kind>/<locale>/html`. */
export async function previews(visit: Visit): Promise<void> {
  const { request, response } = visit;
  if (request.method === 'POST')
    return sendProblem(response, { status: 405, type: 'method-not-allowed', title: 'A template is looked at only.' });
  try {
    await show(visit);
  } catch (error) {
    if (!(error instanceof PreviewFailed)) throw error;
    sendPage(response, templatesPage({ templates: [], failure: error.message }), 502);
  }
}

async function show({ response, segments, query, behind }: Visit): Promise<void> {
  const [, , kind, locale, part] = segments;
  const templates = await behind.previews.templates();
  if (kind === undefined || templates === undefined) return sendPage(response, templatesPage({ templates }));
  const known = templates.some((template) => template.kind === kind && template.locales.includes(locale ?? ''));
  const preview = known ? await behind.previews.preview(kind, locale ?? '') : undefined;
  if (!preview || (part !== undefined && part !== 'html'))
    return sendPage(response, notFoundPage('There is no such template.'), 404);
  if (part === 'html') return sendMail(response, preview.mail?.html ?? '');
  const view = query.get('view') === 'text' ? 'text' : 'html';
  sendPage(response, templatesPage({ templates, open: { preview, view } }));
}
