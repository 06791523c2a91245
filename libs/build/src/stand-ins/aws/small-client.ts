import { endpointOf } from './endpoint.ts';
import { jsonFailure } from './failure.ts';
import { type Answer, exchange, type HttpSettings } from './http.ts';
import { type Failed, kindOf, retryAfter, RetryBudget, wait } from './retry.ts';
import type { Service } from './service.ts';
import type { ResponseMetadata } from './service-exception.ts';
import { type Credentials, sign } from './sign.ts';

/** The part of an SDK client's configuration that the small client knows. */
export interface SmallClientConfig {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: Credentials;
  readonly maxAttempts?: number;
  readonly requestHandler?: HttpSettings;
}

const KNOWN = ['region', 'endpoint', 'credentials', 'maxAttempts', 'requestHandler'];
const KNOWN_OF_HTTP = [
  'connectionTimeout',
  'requestTimeout',
  'throwOnRequestTimeout',
  'socketTimeout',
  'httpAgent',
  'httpsAgent',
];

/** One call: the operation's name and its input as it goes over the wire; `finish` may convert the answer. */
export interface SmallCommand {
  readonly operation: string;
  /** Where to send it when no endpoint is configured. */
  readonly origin?: string;
  /** Default `POST`. */
  readonly method?: 'POST' | 'DELETE';
  /** Behind the endpoint's own path, percent-encoded; default `/`. */
  readonly path?: string;
  /** The body: text and bytes as they are, none when undefined, JSON of everything else. */
  wire(): unknown;
  /** Reads an answer that is not JSON, or whose body means nothing. */
  read?(text: string): Record<string, unknown>;
  finish?(answer: Record<string, unknown>): Record<string, unknown>;
}

const REMEDY = 'bundle with the whole SDK (custom.build.sdk: whole)';

/** Differences of five minutes or more are a wrong clock; it is set by the service's answer, as the SDK does. */
const CLOCK_SKEW = 300_000;
const CLOCK_ERRORS = [
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
];

/**
 * `send(command)` of an SDK client, for the services and operations that this repository calls: signature, kept connections,
 * retries with backoff and jitter, errors by name. Credentials come from the environment, which is all that Lambda uses.
 * @throws TypeError for an option of the SDK that it does not know, when it is made
 */
export class SmallClient {
  /** For libraries that look whether they were given an SDK client (Powertools). */
  readonly config = {};
  /** No middlewares: Powertools' addition to the user agent, which is not sent, is the only one that is accepted. */
  readonly middlewareStack = {
    identify: (): string[] => [],
    addRelativeTo: (_middleware: unknown, { name }: { name?: string }): void => {
      if (name !== 'addPowertoolsToUserAgent')
        throw new TypeError(`The small client takes no middleware (${name}): ${REMEDY}`);
    },
  };
  readonly #service: Service;
  readonly #config: SmallClientConfig;
  readonly #budget = new RetryBudget();
  #endpoint: URL | undefined;
  #clockOffset = 0;

  constructor(service: Service, config: SmallClientConfig = {}) {
    const unknown = [
      ...Object.keys(config).filter((key) => !KNOWN.includes(key)),
      ...Object.keys(config.requestHandler ?? {}).filter((key) => !KNOWN_OF_HTTP.includes(key)),
    ];
    if (unknown.length > 0) {
      throw new TypeError(
        `${unknown.join(', ')}: unknown to the small ${service.id} client; leave it out, or ${REMEDY}`,
      );
    }
    this.#service = service;
    this.#config = config;
  }

  async send(
    command: SmallCommand,
    { abortSignal }: { abortSignal?: AbortSignal } = {},
  ): Promise<Record<string, unknown>> {
    const body = bodyOf(command.wire());
    const maxAttempts =
      this.#config.maxAttempts ?? Number(process.env['AWS_MAX_ATTEMPTS'] ?? this.#service.maxAttempts);
    let totalRetryDelay = 0;
    let cost: number | undefined;
    for (let attempts = 1; ; attempts++) {
      try {
        const answer = await this.#call(command, body, abortSignal);
        this.#budget.succeeded(cost);
        Object.assign(answer.$metadata, { attempts, totalRetryDelay });
        return command.finish?.(answer) ?? answer;
      } catch (error) {
        const failed = error as Failed & { $metadata?: ResponseMetadata };
        failed.$metadata = Object.assign(failed.$metadata ?? {}, { attempts, totalRetryDelay });
        const kind = kindOf(failed);
        const retry =
          kind === 'final' || attempts >= maxAttempts
            ? undefined
            : this.#budget.take(kind, attempts, this.#service.baseDelay, retryAfter(failed));
        if (!retry) throw error;
        cost = retry.cost;
        totalRetryDelay += retry.delay;
        await wait(retry.delay, abortSignal);
      }
    }
  }

  /** Nothing to give up: connections belong to the process, and close when idle. */
  destroy(): void {}

  async #call(
    command: SmallCommand,
    body: string | Uint8Array | undefined,
    abortSignal?: AbortSignal,
  ): Promise<Record<string, unknown> & { $metadata: ResponseMetadata }> {
    const { operation, origin, method = 'POST', path: ownPath = '/' } = command;
    const { target, contentType, signingName, revive } = this.#service;
    const { region = fromEnvironment('AWS_REGION'), endpoint, requestHandler = {} } = this.#config;
    const url =
      origin === undefined || endpoint !== undefined
        ? (this.#endpoint ??= endpointOf(this.#service, region, endpoint))
        : new URL(origin);
    const path = url.pathname.replace(/\/$/, '') + ownPath;
    const headers: Record<string, string> = { host: url.host, ...this.#service.headers };
    if (body !== undefined) headers['content-type'] = contentType;
    if (target !== undefined) headers['x-amz-target'] = `${target}.${operation}`;
    const request = { method, path, headers, body };
    sign(request, {
      region,
      signingName,
      credentials: this.#config.credentials ?? credentials(),
      now: new Date(Date.now() + this.#clockOffset),
    });
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
    const trace = process.env['_X_AMZN_TRACE_ID'];
    if (trace !== undefined) headers['x-amzn-trace-id'] = trace;

    const answer = await exchange(url, request, requestHandler, abortSignal);
    const $metadata: ResponseMetadata = { httpStatusCode: answer.status };
    const requestId = answer.headers['x-amzn-requestid'] ?? answer.headers['x-amzn-request-id'];
    if (typeof requestId === 'string') $metadata.requestId = requestId;
    if (answer.status >= 300) throw this.#failure(answer, $metadata);
    const data = answer.text === '' ? {} : (command.read?.(answer.text) ?? fromJson(answer.text));
    revive?.(data, answer.text);
    return Object.assign(data, { $metadata });
  }

  #failure(answer: Answer, $metadata: ResponseMetadata): Error {
    const { exceptions, exception: Other, failure, revive } = this.#service;
    const { name, message, fields } = failure?.(answer) ?? jsonFailure(answer, revive);
    const Exception = exceptions[name] ?? Other;
    const $fault = answer.status < 500 ? 'client' : 'server';
    const $response = { statusCode: answer.status, headers: answer.headers };
    const error = new Exception({ name, message, $fault, $metadata, $response, fields });
    if (this.#clockCorrected(name, answer)) $metadata.clockSkewCorrected = true;
    return error;
  }

  /** Sets the clock by the answer's; true when that makes another try worth it. */
  #clockCorrected(name: string, { headers: { date } }: Answer): boolean {
    const offset = date === undefined ? Number.NaN : Date.parse(date) - Date.now();
    if (!CLOCK_ERRORS.includes(name) || !(Math.abs(offset - this.#clockOffset) >= CLOCK_SKEW)) return false;
    this.#clockOffset = offset;
    return true;
  }
}

function bodyOf(wire: unknown): string | Uint8Array | undefined {
  return wire === undefined || typeof wire === 'string' || wire instanceof Uint8Array ? wire : JSON.stringify(wire);
}

function fromJson(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

function credentials(): Credentials {
  return {
    accessKeyId: fromEnvironment('AWS_ACCESS_KEY_ID'),
    secretAccessKey: fromEnvironment('AWS_SECRET_ACCESS_KEY'),
    sessionToken: process.env['AWS_SESSION_TOKEN'] || undefined,
  };
}

function fromEnvironment(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '')
    throw new Error(`${variable} is not set: Lambda sets it; elsewhere export it or configure the client`);
  return value;
}
