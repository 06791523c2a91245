import { endpointOf } from './endpoint.ts';
import { type Answer, post, type Timeouts } from './http.ts';
import { type Failed, kindOf, RetryBudget, wait } from './retry.ts';
import type { Service } from './service.ts';
import type { ResponseMetadata } from './service-exception.ts';
import { type Credentials, sign } from './sign.ts';

/** The part of an SDK client's configuration that the small client knows. */
export interface SmallClientConfig {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: Credentials;
  readonly maxAttempts?: number;
  readonly requestHandler?: Timeouts;
}

const KNOWN = ['region', 'endpoint', 'credentials', 'maxAttempts', 'requestHandler'];
const KNOWN_TIMEOUTS = ['connectionTimeout', 'requestTimeout', 'throwOnRequestTimeout', 'socketTimeout'];

/** One call: the operation's name and its input as it goes over the wire; `finish` may convert the answer. */
export interface SmallCommand {
  readonly operation: string;
  /** Where to send it when not to the service's endpoint. */
  readonly origin?: string;
  /** Default `/`; letters, digits, `-` and `/` alone, since it is signed as it is. */
  readonly path?: string;
  wire(): unknown;
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
      ...Object.keys(config.requestHandler ?? {}).filter((key) => !KNOWN_TIMEOUTS.includes(key)),
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
    const body = JSON.stringify(command.wire());
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
            : this.#budget.take(kind, attempts, this.#service.baseDelay);
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
    { operation, origin, path = '/' }: SmallCommand,
    body: string,
    abortSignal?: AbortSignal,
  ): Promise<Record<string, unknown> & { $metadata: ResponseMetadata }> {
    const { target, contentType, signingName, revive } = this.#service;
    const region = this.#config.region ?? fromEnvironment('AWS_REGION');
    const url =
      origin === undefined
        ? (this.#endpoint ??= endpointOf(this.#service, region, this.#config.endpoint))
        : new URL(origin);
    const headers: Record<string, string> = { 'content-type': contentType, host: url.host };
    if (target !== undefined) headers['x-amz-target'] = `${target}.${operation}`;
    sign(path, headers, body, {
      region,
      signingName,
      credentials: this.#config.credentials ?? credentials(),
      now: new Date(Date.now() + this.#clockOffset),
    });
    headers['content-length'] = String(Buffer.byteLength(body));
    const trace = process.env['_X_AMZN_TRACE_ID'];
    if (trace !== undefined) headers['x-amzn-trace-id'] = trace;

    const answer = await post(url, path, headers, body, this.#config.requestHandler ?? {}, abortSignal);
    const $metadata: ResponseMetadata = { httpStatusCode: answer.status };
    const requestId = answer.headers['x-amzn-requestid'] ?? answer.headers['x-amzn-request-id'];
    if (typeof requestId === 'string') $metadata.requestId = requestId;
    if (answer.status >= 300) throw this.#failure(answer, $metadata);
    const data = (answer.text === '' ? {} : JSON.parse(answer.text)) as Record<string, unknown>;
    revive?.(data, answer.text);
    return Object.assign(data, { $metadata });
  }

  #failure(answer: Answer, $metadata: ResponseMetadata): Error {
    const { exceptions, exception: Other, revive } = this.#service;
    const data = parsed(answer.text);
    revive?.(data, answer.text);
    const { __type, code, message, Message, ...fields } = data;
    const given = answer.headers['x-amzn-errortype'] ?? __type ?? code;
    const name =
      String(Array.isArray(given) ? given[0] : (given ?? 'Unknown'))
        .split(',')[0]
        ?.split(':')[0]
        ?.split('#')
        .at(-1) ?? 'Unknown';
    const Exception = exceptions[name] ?? Other;
    const failure = new Exception({
      name,
      message: [message, Message].find((text) => typeof text === 'string') ?? 'UnknownError',
      $fault: answer.status < 500 ? 'client' : 'server',
      $metadata,
      fields,
    });
    if (this.#clockCorrected(name, answer)) $metadata.clockSkewCorrected = true;
    return failure;
  }

  /** Sets the clock by the answer's; true when that makes another try worth it. */
  #clockCorrected(name: string, { headers: { date } }: Answer): boolean {
    const offset = date === undefined ? Number.NaN : Date.parse(date) - Date.now();
    if (!CLOCK_ERRORS.includes(name) || !(Math.abs(offset - this.#clockOffset) >= CLOCK_SKEW)) return false;
    this.#clockOffset = offset;
    return true;
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // A proxy's page, or nothing: what matters is in the status.
    return {};
  }
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
