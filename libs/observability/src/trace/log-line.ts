/** Kinds of triggers, as the presets of `@libs/handler` write them. */
export type Trigger = 'api' | 'consumer' | 'stream' | 'queue' | 'cron' | 'trigger' | 'socket' | 'task';

/** What an error's log entry holds. */
export interface LoggedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** A line of a function's log that is one of our JSON lines. */
export interface LogLine {
  readonly level: string;
  readonly message: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly service: string;
  readonly functionName: string;
  readonly requestId: string;
  readonly correlationId: string;
  /** Set on the line that ends an invocation, or a record of a batch. */
  readonly handled?: Handling;
  readonly error?: LoggedError;
  /** All keys of the line as they were written. */
  readonly keys: Readonly<Record<string, unknown>>;
}

/** What `message: 'handled'` adds: see `logHandled`. */
export interface Handling {
  readonly trigger: Trigger;
  /** `PATCH /users/me`, or the name of an event. */
  readonly operation: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly outcome: 'ok' | 'error';
  readonly coldStart: boolean;
  /** Milliseconds from the start of the process to the invocation; on the first one alone. */
  readonly init?: number;
  /** HTTP status. */
  readonly status?: number;
  readonly causationId?: string;
  readonly eventId?: string;
  readonly published: readonly { readonly id: string; readonly name: string }[];
}

const triggers: ReadonlySet<string> = new Set<Trigger>([
  'api',
  'consumer',
  'stream',
  'queue',
  'cron',
  'trigger',
  'socket',
  'task',
]);

/** Reads one message of CloudWatch Logs; undefined when it is none of our JSON lines. Never throws: a log may hold anything. */
export function parseLogLine(text: string): LogLine | undefined {
  const keys = parseObject(text);
  if (!keys || typeof keys['message'] !== 'string' || typeof keys['level'] !== 'string') return undefined;
  const at = Date.parse(string(keys['timestamp']));
  if (Number.isNaN(at)) return undefined;
  const handled = keys['message'] === 'handled' ? handlingOf(keys) : undefined;
  const error = errorOf(keys['error']);
  return {
    level: keys['level'].toUpperCase(),
    message: keys['message'],
    at,
    service: string(keys['service']),
    functionName: string(keys['function_name']),
    requestId: string(keys['function_request_id']),
    correlationId: string(keys['correlation_id']),
    ...(handled && { handled }),
    ...(error && { error }),
    keys,
  };
}

function handlingOf(keys: Record<string, unknown>): Handling | undefined {
  const { trigger, operation, outcome, duration_ms: duration, init_ms: init, status } = keys;
  const startedAt = Date.parse(string(keys['started_at']));
  if (!isTrigger(trigger) || typeof operation !== 'string' || Number.isNaN(startedAt)) return undefined;
  if (typeof duration !== 'number' || (outcome !== 'ok' && outcome !== 'error')) return undefined;
  const causationId = string(keys['causation_id']);
  const eventId = string(keys['event_id']);
  return {
    trigger,
    operation,
    startedAt,
    duration,
    outcome,
    coldStart: keys['cold_start'] === true || typeof init === 'number',
    ...(typeof init === 'number' && { init }),
    ...(typeof status === 'number' && { status }),
    ...(causationId && { causationId }),
    ...(eventId && { eventId }),
    published: publishedOf(keys['published']),
  };
}

function publishedOf(value: unknown): Handling['published'] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map(({ id, name }) => ({ id: string(id), name: string(name) }));
}

function errorOf(value: unknown): LoggedError | undefined {
  if (!isRecord(value)) return undefined;
  const { name, message, stack } = value;
  return {
    name: string(name) || 'Error',
    message: string(message),
    ...(typeof stack === 'string' && { stack }),
  };
}

/** The object of a line; the runtime's text format puts time, request id and level before it. */
function parseObject(text: string): Record<string, unknown> | undefined {
  const start = text.indexOf('{');
  if (start < 0) return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(start));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // a line that happens to hold a brace
  }
}

function isTrigger(value: unknown): value is Trigger {
  return typeof value === 'string' && triggers.has(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
