import type { Handling, LogLine } from './log-line.ts';
import type { Span } from './trace.ts';

/** A span before its place in the tree is known: times are epoch milliseconds. */
export interface Draft extends Omit<Span, 'parentId' | 'link' | 'depth' | 'start'> {
  readonly startedAt: number;
  readonly causationId?: string;
  readonly eventId?: string;
  readonly published: Handling['published'];
}

/** Milliseconds. Lambda gives a cold start 10 s; what is more is time that a sandbox, started ahead, waited for its first call. */
const longestInit = 10_000;

/** What happened under one correlation id, from its lines in any order, in the order of the start. A line given twice counts once. */
export function spansOf(lines: readonly LogLine[]): Draft[] {
  const once = [...new Map(lines.map((line) => [identity(line), line])).values()].sort((a, b) => a.at - b.at);
  const byRequest = Map.groupBy(once, ({ functionName, requestId }) => `${functionName} ${requestId}`);
  const spans = [...byRequest.values()].flatMap(spansOfRequest).sort((a, b) => a.startedAt - b.startedAt);
  return numbered(withAttempts(spans));
}

/** The spans of one invocation: a batch has one for each record. */
function spansOfRequest(lines: LogLine[]): Draft[] {
  const spans: Draft[] = [];
  for (const line of lines) if (line.handled) spans.push(finished(line, line.handled));
  const notes = lines.filter(({ level, handled }) => !handled && /^(?:WARN|ERROR|CRITICAL)$/.test(level));
  const [first] = lines;
  if (spans.length === 0 && first) return [unfinished(first, notes.map(note))];
  // What several records of a batch logged cannot be told apart but by time.
  return spans.map((span, i) => {
    const next = spans[i + 1]?.startedAt ?? Infinity;
    const own = notes.filter(({ at }) => (i === 0 || at >= span.startedAt) && at < next);
    // The process started once, however many records its first batch had.
    return { ...span, coldStart: span.coldStart && i === 0, notes: own.map(note) };
  });
}

function finished(line: LogLine, handled: Handling): Draft {
  const { startedAt, init, status, causationId, eventId } = handled;
  return {
    id: '',
    service: line.service,
    functionName: line.functionName,
    requestId: line.requestId,
    trigger: handled.trigger,
    operation: handled.operation,
    startedAt,
    duration: Math.max(0, handled.duration),
    coldStart: handled.coldStart,
    outcome: handled.outcome,
    ...(init !== undefined && init >= 0 && init <= longestInit && { init }),
    ...(status !== undefined && { status }),
    ...(causationId && { causationId }),
    ...(eventId && { eventId }),
    ...(line.error && { error: line.error }),
    published: handled.published,
    notes: [],
  };
}

function unfinished(line: LogLine, notes: Span['notes']): Draft {
  return {
    id: '',
    service: line.service,
    functionName: line.functionName,
    requestId: line.requestId,
    operation: line.message,
    startedAt: line.at,
    coldStart: line.keys['cold_start'] === true,
    outcome: 'unfinished',
    published: [],
    notes,
  };
}

function note({ level, message, error }: LogLine): Span['notes'][number] {
  return { level, message: error ? `${message}: ${error.name}: ${error.message}` : message };
}

/** Two looks at a log overlap; two lines that agree in all of this are one. */
function identity({ functionName, requestId, at, message, keys }: LogLine): string {
  return JSON.stringify([
    functionName,
    requestId,
    at,
    message,
    keys['operation'],
    keys['event_id'],
    // Of a batch that holds the same event several times.
    keys['message_id'],
    keys['started_at'],
  ]);
}

function withAttempts(spans: Draft[]): Draft[] {
  const counts = new Map<string, number>();
  return spans.map((span) => {
    if (span.eventId === undefined) return span;
    const key = `${span.functionName} ${span.operation} ${span.eventId}`;
    const attempt = (counts.get(key) ?? 0) + 1;
    counts.set(key, attempt);
    return attempt === 1 ? span : { ...span, attempt };
  });
}

function numbered(spans: Draft[]): Draft[] {
  return spans.map((span, i) => ({ ...span, id: `${span.requestId || 'span'}-${i + 1}` }));
}
