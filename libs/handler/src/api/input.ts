import type { Auth, Route } from '@libs/contracts';
import type { Log } from '@libs/observability';
import type { Redirect } from './redirect.ts';

/** Who calls: `id` is the Cognito subject, `groups` the Cognito groups. `email` is only in ID tokens. */
export interface Caller {
  readonly id: string;
  readonly email?: string;
  readonly groups: readonly string[];
}

/** What the code of a route gets, typed from its contract. */
export type ApiInput<R extends Route> =
  R extends Route<infer Params, infer Query, infer Body, unknown, infer A, infer V, infer Headers>
    ? {
        readonly params: Params;
        readonly query: Query;
        /** Those that the contract names, by their names in lower case. */
        readonly headers: Headers;
        readonly body: Body;
        readonly caller: CallerOf<A>;
        /** The version of `If-Match`; undefined when the header is absent or `*`. */
        readonly ifMatch: V extends true ? number | undefined : undefined;
        readonly correlationId: string;
        readonly log: Log;
        /** Aborted shortly before the function times out. */
        readonly signal: AbortSignal;
      }
    : never;

type CallerOf<A extends Auth> = A extends 'none' ? undefined : Caller;

/** What the code of a route gives back: its response, nothing where the contract has none, `redirect()` for a 302; `reply()` adds headers. */
export type ApiOutput<R extends Route> = R['status'] extends 302
  ? Redirect
  : R extends Route<unknown, unknown, unknown, infer Response>
    ? Response extends undefined
      ? void
      : Response | Reply<Response>
    : never;

/** A response with headers of its own, such as `Location`. */
export class Reply<Body> {
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  /** The route's when undefined. */
  readonly status: number | undefined;

  constructor(body: Body, headers: Readonly<Record<string, string>>, status: number | undefined) {
    this.body = body;
    this.headers = headers;
    this.status = status;
  }
}

/**
 * @param status of a page that tells a person what a problem would tell a program; other routes throw their failures
 * @example return reply(image, { location: `/images/${image.id}` });
 * @example return reply(noSuchPage(), {}, 404);
 */
export function reply<Body>(body: Body, headers: Readonly<Record<string, string>>, status?: number): Reply<Body> {
  return new Reply(body, headers, status);
}
