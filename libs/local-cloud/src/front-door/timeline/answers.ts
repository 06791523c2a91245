import { timelinePage } from '../pages/timeline-page.ts';
import { sendProblem } from '../problem.ts';
import { sendJson, sendPage } from '../send.ts';
import type { Visit } from '../visit.ts';

/** `/timeline?correlationId=&service=&errors=` */
export async function timeline({ response, query, behind }: Visit): Promise<void> {
  const filter = filterOf(query);
  const [traces, services] = await Promise.all([behind.timeline.recent(filter), behind.services.list()]);
  sendPage(response, timelinePage({ traces, services: services.map(({ name }) => name), ...filter }));
}

/** `/timeline.json?correlationId=` is that one trace or 404; without it `{ traces }`, newest first. */
export async function timelineJson({ response, query, behind }: Visit): Promise<void> {
  const filter = filterOf(query);
  if (filter.correlationId === '') return sendJson(response, { traces: await behind.timeline.recent(filter) });
  const trace = await behind.timeline.trace(filter.correlationId);
  if (trace) return sendJson(response, trace);
  sendProblem(response, {
    status: 404,
    type: 'unknown-correlation-id',
    title: 'No function has logged anything under this correlation id in the last hour.',
  });
}

function filterOf(query: URLSearchParams): { correlationId: string; service: string; errors: boolean } {
  return {
    correlationId: query.get('correlationId')?.trim() ?? '',
    service: query.get('service') ?? '',
    errors: query.has('errors'),
  };
}
