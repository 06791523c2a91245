import type { IncomingMessage, ServerResponse } from 'node:http';
import { answers } from '../engine/health.ts';
import { addressesJson } from './addresses.ts';
import { asset } from './assets.ts';
import { engineDown, forward } from './forward.ts';
import { isForThisMachine } from './host-guard.ts';
import { FormTooLarge } from './login/read-form.ts';
import { callbackPaths, login, logout, passOn, signedIn, signUp } from './login/login.ts';
import { mailbox, mailboxJson } from './mailbox/answers.ts';
import { downPage } from './pages/down-page.ts';
import { homePage } from './pages/home-page.ts';
import { sendProblem } from './problem.ts';
import { sendPage } from './send.ts';
import { socketPath } from './sockets/socket-path.ts';
import { timeline, timelineJson } from './timeline/answers.ts';
import type { Answer, Behind, Visit } from './visit.ts';

/** What is served here itself, by the first part of the path. */
const own = new Map<string, { answer: Answer; methods: readonly string[] }>([
  ['', { answer: home, methods: ['GET', 'HEAD'] }],
  ['addresses.json', { answer: addressesJson, methods: ['GET', 'HEAD'] }],
  ['-', { answer: asset, methods: ['GET', 'HEAD'] }],
  ['mailbox', { answer: mailbox, methods: ['GET', 'HEAD', 'POST'] }],
  ['mailbox.json', { answer: mailboxJson, methods: ['GET', 'HEAD'] }],
  ['timeline', { answer: timeline, methods: ['GET', 'HEAD'] }],
  ['timeline.json', { answer: timelineJson, methods: ['GET', 'HEAD'] }],
  ['login', { answer: login, methods: ['GET', 'HEAD', 'POST'] }],
  ['logout', { answer: logout, methods: ['GET'] }],
  ['oauth2', { answer: passOn, methods: ['GET', 'POST', 'OPTIONS'] }],
  ['sign-up', { answer: signUp, methods: ['GET', 'POST'] }],
  ...callbackPaths.map((path) => [path, { answer: signedIn, methods: ['GET'] }] as const),
]);

/** First parts of paths that the front door serves itself: no service may have routes below one, they could not be reached. */
export const reservedNames: readonly string[] = [...own.keys()];

/** Answers every request of the front door; nothing that happens in it ends the process. */
export function requestHandler(behind: Behind): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    void answer(request, response, behind)
      .catch((error: Error) => failed(request, response, behind.endpoint, error))
      .catch(() => response.destroy());
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, behind: Behind): Promise<void> {
  const target = request.url ?? '';
  const segments = segmentsOf(target);
  const coding = request.headers['transfer-encoding'] ?? 'chunked';
  if (!segments)
    return sendProblem(response, { status: 400, type: 'bad-target', title: 'The path of this request is malformed.' });
  if (coding.toLowerCase() !== 'chunked')
    return sendProblem(response, {
      status: 501,
      type: 'unknown-transfer-coding',
      title: `Transfer coding ${coding} is not known here.`,
    });
  const [first = ''] = segments;
  const page = own.get(first);
  if (!page) return toService(first, target, request, response, behind);
  if (!isForThisMachine(request))
    return sendProblem(response, {
      status: 421,
      type: 'wrong-host',
      title: 'This is served under 127.0.0.1 and localhost alone.',
    });
  if (!page.methods.includes(request.method ?? '')) {
    response.setHeader('allow', page.methods.join(', '));
    return sendProblem(response, {
      status: 405,
      type: 'method-not-allowed',
      title: `${request.method} is not for this path.`,
    });
  }
  const query = new URLSearchParams(target.split('?', 2)[1]);
  await page.answer({ request, response, target, segments, query, origin: `http://${request.headers.host}`, behind });
}

/** `/albums/…` is what the API of `images` has under this very path, since that service alone has such routes. */
async function toService(
  first: string,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  { endpoint, services }: Behind,
): Promise<void> {
  const [name, ...others] = await services.claimants(first);
  if (others.length > 0)
    return sendProblem(response, {
      status: 500,
      type: 'path-claimed-twice',
      title: `More than one service is reached below /${first}.`,
      detail: `${[name, ...others].join(', ')}: rename the routes of all but one.`,
    });
  if (first === socketPath && (await services.list()).some(({ sockets }) => sockets.includes(first))) {
    response.setHeader('upgrade', 'websocket');
    return sendProblem(response, {
      status: 426,
      type: 'upgrade-required',
      title: `A WebSocket is served at /${first}, and nothing else.`,
    });
  }
  if (name !== undefined)
    return forward(request, response, { endpoint, path: `/_aws/execute-api/${name}/$default${target}` });
  const apis = (await services.list()).flatMap(({ paths }) => paths.map((path) => `/${path}`));
  sendProblem(response, {
    status: 404,
    type: 'not-found',
    title: 'Nothing is served at this path.',
    detail:
      apis.length === 0
        ? 'No service is deployed yet.'
        : `Deployed APIs: ${apis.join(', ')}. Pages: /, /mailbox, /timeline, /login.`,
    apis,
  });
}

async function home({ response, origin, behind }: Visit): Promise<void> {
  sendPage(response, homePage(origin, behind.endpoint, await behind.services.list()));
}

/** Parts of the path, decoded; undefined for what is no path, such as `http://elsewhere/` or `%zz`. */
function segmentsOf(target: string): string[] | undefined {
  if (!target.startsWith('/')) return undefined;
  const [path = '/'] = target.split('?', 1);
  try {
    return path.slice(1).split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Says what happened: ours, when the engine answers all the same. */
async function failed(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: string,
  error: Error,
): Promise<void> {
  if (error instanceof FormTooLarge)
    return sendProblem(response, { status: 413, type: 'form-too-large', title: error.message });
  if (await answers(endpoint)) {
    const problem = { status: 500, type: 'front-door-failed', title: 'The front door failed.', detail: error.message };
    return sendProblem(response, problem);
  }
  const forPeople = request.headers.accept?.includes('text/html') === true && !response.headersSent;
  if (forPeople) sendPage(response, downPage(endpoint), 502);
  else engineDown(response, endpoint, error);
}
