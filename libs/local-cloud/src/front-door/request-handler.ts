import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeployedServices } from './deployed-services.ts';
import { engineDown, forward } from './forward.ts';
import { isForThisMachine } from './host-guard.ts';
import { html } from './html.ts';
import { sendProblem } from './problem.ts';
import { sendPage } from './send.ts';

interface Behind {
  endpoint: string;
  services: DeployedServices;
}

/** Answers every request of the front door; nothing that happens in it ends the process. */
export function requestHandler(behind: Behind): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request, response, behind).catch((error: Error) => engineDown(response, behind.endpoint, error));
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, behind: Behind): Promise<void> {
  const target = request.url ?? '';
  if (!target.startsWith('/')) {
    sendProblem(response, { status: 400, type: 'bad-target', title: 'Only paths are served here: this is no proxy.' });
    return;
  }
  const [path = '/'] = target.split('?');
  const services = await behind.services.list();
  const first = path.split('/')[1] ?? '';
  if (services.some(({ name, hasApi }) => hasApi && name === first)) {
    forward(request, response, {
      endpoint: behind.endpoint,
      path: `/_aws/execute-api/${first}/$default${target}`,
    });
    return;
  }
  if (!isForThisMachine(request)) {
    sendProblem(response, {
      status: 421,
      type: 'wrong-host',
      title: 'This is served to 127.0.0.1 and localhost only.',
    });
    return;
  }
  if (path === '/') {
    sendPage(
      response,
      html`<!doctype html><title>Longhouse</title><ul>${services.map(({ name }) => html`<li>${name}`)}</ul>`,
    );
    return;
  }
  sendProblem(response, { status: 404, type: 'not-found', title: 'Nothing is served at this path.' });
}
