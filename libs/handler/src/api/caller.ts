import type { Auth } from '@libs/contracts';
import { Forbidden, Unauthorized } from '@libs/contracts/errors';
import type { ApiEvent } from './event.ts';
import type { Caller } from './input.ts';

/** Puts the caller on the context, before anything of the request is looked at further. */
export function authorize(auth: Auth) {
  return {
    before: function authorizeBefore({
      event,
      context,
    }: {
      event: ApiEvent;
      context: { caller?: Caller | undefined };
    }): void {
      context.caller = callerOf(event, auth);
    },
  };
}

/**
 * The caller of a request, from the claims that API Gateway's JWT authorizer has checked.
 * @throws Unauthorized when there are none: a route that lost its authorizer stays shut
 * @throws Forbidden when the route is for a group that the caller is not in
 */
function callerOf(event: ApiEvent, auth: Auth): Caller | undefined {
  if (auth === 'none') return undefined;
  const claims = event.requestContext.authorizer?.jwt?.claims;
  const id = claims?.['sub'];
  if (typeof id !== 'string' || id === '') throw new Unauthorized('unauthenticated', 'A valid token is needed');
  const email = claims?.['email'];
  const groups = groupsOf(claims?.['cognito:groups']);
  if (typeof auth === 'object' && !groups.includes(auth.group)) {
    throw new Forbidden('group-required', `Only members of the group ${auth.group} may do this`);
  }
  return { id, groups, ...(typeof email === 'string' ? { email } : {}) };
}

/** API Gateway turns the list of the token into the text `[admin editors]`. */
function groupsOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== 'string') return [];
  return claim
    .replace(/^\[|\]$/g, '')
    .split(/\s+/)
    .filter((group) => group !== '');
}
