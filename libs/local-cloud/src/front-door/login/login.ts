import { forward } from '../forward.ts';
import { isOwnForm } from '../own-form.ts';
import { confirmPage, loginPage, signedInPage } from '../pages/login-pages.ts';
import { redirect, sendPage } from '../send.ts';
import type { Visit } from '../visit.ts';
import { callCognito, CognitoRefused } from './cognito.ts';
import { type Identity, identityOf } from './identity.ts';
import { toOwnCallback } from './own-callback.ts';
import { readForm } from './read-form.ts';

/** Paths that managed login sends people back to. */
export const callbackPaths = ['signed-in', 'callback'] as const;

/** `/login`: as Cognito has it with a client id, and without one a page to sign up or log in on. */
export async function login(visit: Visit): Promise<void> {
  const { request, response, query, target, behind } = visit;
  if (request.method === 'POST') return passOn(visit);
  if (query.has('client_id')) return redirect(response, `/oauth2/authorize${target.slice(target.indexOf('?'))}`);
  const identity = await identityOf(behind.services);
  sendPage(response, loginPage({ client: identity && shownOf(identity), confirmed: query.has('confirmed') }));
}

/** `/oauth2/*`, and `/login` and `/logout` of the hosted pages: the engine's, under this origin. */
export async function passOn({ request, response, target, origin, behind }: Visit): Promise<void> {
  const { callbackUrls = [] } = (await identityOf(behind.services)) ?? {};
  forward(request, response, {
    endpoint: behind.endpoint,
    path: target,
    rewrite: (headers) => toOwnCallback(headers, callbackUrls, origin),
  });
}

/** `/logout`: as Cognito has it; without a client id there is nothing to end, since the hosted pages keep no session. */
export function logout(visit: Visit): Promise<void> | void {
  return visit.query.has('client_id') ? passOn(visit) : redirect(visit.response, '/');
}

/** Where managed login sends people back to: the page exchanges the code in the browser. */
export async function signedIn({ response, origin, behind }: Visit): Promise<void> {
  const identity = await identityOf(behind.services);
  sendPage(response, signedInPage(identity && shownOf(identity), origin));
}

/** `/sign-up`: what the hosted pages of AWS offer, and the engine's do not. */
export async function signUp(visit: Visit): Promise<void> {
  const { request, response, query, behind } = visit;
  if (request.method !== 'POST') return redirect(response, '/login#sign-up');
  if (!isOwnForm(visit)) return;
  const identity = await identityOf(behind.services);
  if (!identity) return redirect(response, '/login');
  const form = await readForm(request);
  const email = form.get('email') ?? '';
  if (query.has('confirm')) {
    await orSay(
      () =>
        callCognito(behind.endpoint, 'ConfirmSignUp', {
          ClientId: identity.clientId,
          Username: email,
          ConfirmationCode: form.get('code') ?? '',
        }),
      () => redirect(response, '/login?confirmed=1'),
      (refusal) => sendPage(response, confirmPage(email, refusal), 400),
    );
    return;
  }
  await orSay(
    () =>
      callCognito(behind.endpoint, 'SignUp', {
        ClientId: identity.clientId,
        Username: email,
        Password: form.get('password') ?? '',
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    () => sendPage(response, confirmPage(email)),
    (refusal) => sendPage(response, loginPage({ client: shownOf(identity), tried: { email, refusal } }), 400),
  );
}

async function orSay(call: () => Promise<void>, done: () => void, refused: (message: string) => void): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof CognitoRefused)) throw error;
    refused(error.message);
    return;
  }
  done();
}

/** What the scripts of the pages need. The first registered address that leads to one of our pages is the one to ask for. */
function shownOf({ clientId, callbackUrls }: Identity): { clientId: string; redirectUri: string } | undefined {
  const paths = new Set(callbackPaths.map((path) => `/${path}`));
  const redirectUri = callbackUrls.find((url) => URL.canParse(url) && paths.has(new URL(url).pathname));
  return redirectUri === undefined ? undefined : { clientId, redirectUri };
}
