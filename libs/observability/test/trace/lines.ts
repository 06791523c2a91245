import { type LogLine, parseLogLine } from '../../src/trace/index.ts';

const epoch = Date.parse('2026-11-21T13:00:00.000Z');

export interface Given {
  /** `<service>/<function>` */
  by?: string;
  requestId?: string;
  /** Milliseconds after the first instant. */
  start?: number;
  duration?: number;
  [key: string]: unknown;
}

/** The text of the line that an invocation ends with, as the logger writes it. */
export function handledText({
  by = 'users/get-me',
  requestId = 'request-1',
  start = 0,
  duration = 10,
  ...more
}: Given = {}): string {
  const [service = '', name = ''] = by.split('/');
  return JSON.stringify({
    level: 'INFO',
    message: 'handled',
    timestamp: new Date(epoch + start + duration).toISOString(),
    service,
    function_name: `${service}-local-${name}`,
    function_request_id: requestId,
    correlation_id: 'correlation-1',
    cold_start: false,
    trigger: 'api',
    operation: 'GET /users/me',
    started_at: new Date(epoch + start).toISOString(),
    duration_ms: duration,
    outcome: 'ok',
    ...more,
  });
}

/** The same, read. */
export function handled(given: Given = {}): LogLine {
  return read(handledText(given));
}

/** A line that code logged on its way. */
export function said({ by = 'users/get-me', requestId = 'request-1', start = 0, ...more }: Given = {}): LogLine {
  const [service = '', name = ''] = by.split('/');
  return read(
    JSON.stringify({
      level: 'INFO',
      message: 'hello',
      timestamp: new Date(epoch + start).toISOString(),
      service,
      function_name: `${service}-local-${name}`,
      function_request_id: requestId,
      correlation_id: 'correlation-1',
      ...more,
    }),
  );
}

function read(text: string): LogLine {
  const line = parseLogLine(text);
  if (!line) throw new Error(`The test's own line is none: ${text}`);
  return line;
}

/** PATCH -> relay, which publishes two events -> a consumer of one of them: in the order of time. */
export function chain(): LogLine[] {
  return [
    handled({
      by: 'users/update-me',
      requestId: 'r-api',
      start: 100,
      duration: 40,
      operation: 'PATCH /users/me',
      status: 200,
    }),
    handled({
      by: 'users/relay',
      requestId: 'r-relay',
      start: 150,
      trigger: 'stream',
      operation: 'profile changed',
      event_id: 'record-1',
      published: [
        { id: 'event-1', name: 'UserProfileChanged' },
        { id: 'event-2', name: 'UserRegistered' },
      ],
    }),
    handled({
      by: 'notifications/send-welcome',
      requestId: 'r-mail',
      start: 180,
      duration: 20,
      trigger: 'consumer',
      operation: 'UserRegistered',
      event_id: 'event-2',
      causation_id: 'event-2',
    }),
  ];
}
