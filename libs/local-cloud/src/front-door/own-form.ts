import { sendProblem } from './problem.ts';
import type { Visit } from './visit.ts';

/** Whether a form was sent by our own page or by a program. One that another page made a browser send is refused with 403: it would act in the reader's name. */
export function isOwnForm({ request, response, origin }: Visit): boolean {
  const from = request.headers.origin;
  if (from === undefined || from === origin) return true;
  sendProblem(response, { status: 403, type: 'foreign-form', title: 'This form is sent from its own page only.' });
  return false;
}
