import { type Static, type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { assertAnswer, type MediaType, type Status } from './answer.ts';
import { assertBounded } from './bounds.ts';
import { closed } from './closed.ts';
import { type Parts, lazily } from './parts.ts';
import { requestHeaders } from './request-headers.ts';
import type { Validate } from './validate.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: anybody, anybody with a valid token, or members of a Cognito group. */
export type Auth = 'none' | 'caller' | { readonly group: string };

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;
type ParamSchemas<Path extends string> = { readonly [Name in ParamNames<Path>]: TSchema };

interface RouteSpec<Path extends string, P, Q, B, R, A, V, H, S> {
  readonly method: Method;
  /** As API Gateway writes it: `/users/{id}`. */
  readonly path: Path;
  /** One sentence, for people. */
  readonly summary: string;
  /** Default: `caller`. */
  readonly auth?: A;
  /** A schema for each `{name}` of the path; values are coerced from strings. */
  readonly params?: P;
  /** A schema a query parameter; values are coerced from strings, a repeated one is an array. Unknown ones are refused, save where a page is the answer. */
  readonly query?: Q;
  /** A schema a request header, named in lower case; values are coerced from strings. What is not named here does not reach the code. */
  readonly headers?: H;
  /** The JSON body. Objects refuse unknown properties unless they say otherwise. */
  readonly body?: B;
  /** What is answered; absent: 204 and no body. */
  readonly response?: R;
  /** Default 200, or 204 without a response. */
  readonly status?: S;
  /**
   * Default JSON. `text/html`: the response is a string, sent as it is; mail programs, scanners and counters of visits add to the addresses of
   * pages, so that unknown query parameters pass.
   */
  readonly produces?: MediaType;
  /** The response has a `version`, which is sent as `ETag`; the function gets `ifMatch`. */
  readonly versioned?: V;
  /** Stable types of the problems that this route adds to the usual ones. */
  readonly errors?: readonly string[];
}

/** What a route is to the rest of the framework, whether made here at start or by the build. `types` exists for the compiler alone. */
export interface Route<
  Params = unknown,
  Query = unknown,
  Body = unknown,
  Response = unknown,
  A extends Auth = Auth,
  V extends boolean = boolean,
  Headers = unknown,
  S extends Status = Status,
> {
  readonly kind: 'route';
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly auth: A;
  readonly status: S;
  readonly produces: MediaType;
  readonly versioned: V;
  readonly hasBody: boolean;
  readonly hasResponse: boolean;
  readonly errors: readonly string[];
  /** Query parameters that may be repeated. */
  readonly lists: readonly string[];
  /** Names of the request headers that reach the code. */
  readonly headers: readonly string[];
  /** Checks `{ body, pathParameters, queryStringParameters, headers }` of an API Gateway event, coercing the latter three in place. */
  readonly validate: Validate;
  /** Absent in a bundle. */
  readonly parts?: Parts;
  readonly types?: {
    readonly params: Params;
    readonly query: Query;
    readonly body: Body;
    readonly response: Response;
    readonly headers: Headers;
  };
}

type StaticOf<S> = S extends TSchema ? Static<S> : undefined;
type StaticProperties<P> = P extends TProperties ? Static<TObject<P>> : Record<string, never>;

/**
 * One HTTP operation of a service: types, validator and description from one place.
 * @throws TypeError at definition when a string, array or number has no bound, a path parameter no schema, or the answer's parts contradict each other.
 * @example
 * export const GetUser = route({ method: 'GET', path: '/users/{id}', summary: 'The public part of a profile.', params: { id: UserId }, response: PublicProfile });
 */
export function route<
  const Path extends string,
  P extends ParamSchemas<Path> & TProperties = ParamSchemas<Path> & TProperties,
  Q extends TProperties | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R extends TSchema | undefined = undefined,
  const A extends Auth = 'caller',
  const V extends boolean = false,
  H extends TProperties | undefined = undefined,
  const S extends Status = 200 | 204,
>(
  spec: RouteSpec<Path, P, Q, B, R, A, V, H, S>,
): Route<StaticProperties<P>, StaticProperties<Q>, StaticOf<B>, StaticOf<R>, A, V, StaticProperties<H>, S> {
  const { method, path, summary, params = {}, query = {}, headers = {}, body, response, errors = [] } = spec;
  const { produces = 'application/json', status = (response ? 200 : 204) as S } = spec;
  const where = `${method} ${path}`;
  const named = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name as string);
  if (named.toSorted().join() !== Object.keys(params).toSorted().join()) {
    throw new TypeError(`${where}: params must describe exactly ${named.join(', ') || 'nothing'}`);
  }
  assertAnswer({ ...spec, produces, status }, where);
  const parts: Parts = {
    pathParameters: { schema: closed(Type.Object(params)), mode: 'coerce' },
    queryStringParameters: {
      schema: closed(Type.Object(query, { additionalProperties: produces === 'text/html' })),
      mode: 'coerce',
    },
    ...(spec.headers ? { headers: { schema: requestHeaders(spec.headers, where), mode: 'coerce' } } : {}),
    ...(body ? { body: { schema: closed(body), mode: 'exact' } } : {}),
  };
  for (const [part, { schema }] of Object.entries(parts)) assertBounded(schema, `${where} ${part}`);
  return {
    kind: 'route',
    method,
    path,
    summary,
    auth: spec.auth ?? ('caller' as A),
    status,
    produces,
    versioned: spec.versioned ?? (false as V),
    hasBody: body !== undefined,
    hasResponse: response !== undefined,
    errors,
    lists: Object.keys(query).filter((name) => query[name]?.['type'] === 'array'),
    headers: Object.keys(headers),
    validate: lazily(parts),
    parts: { ...parts, ...(response ? { response: { schema: response, mode: 'exact' } } : {}) },
  };
}
