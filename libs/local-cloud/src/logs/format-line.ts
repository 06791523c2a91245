import { durationText, type LogLine, type Paint, parseLogLine, printable } from '@libs/observability/trace';
import { functionLabel } from './function-label.ts';
import type { FunctionLine } from './tail.ts';

const platformLine = /^(?:INIT_START|START|END|REPORT|EXTENSION)\b/;

/** Red is for errors and yellow for warnings; these are for names. */
const colours = [
  'cyan',
  'green',
  'blue',
  'magenta',
  'cyanBright',
  'greenBright',
  'blueBright',
  'magentaBright',
] as const;

/** Keys that every line has, or that the human line says in another way. */
const known: ReadonlySet<string> = new Set(
  `level message timestamp service function_name function_request_id correlation_id causation_id cold_start xray_trace_id
  trigger operation started_at duration_ms init_ms status error event_id published`.split(/\s+/),
);

/**
 * One line of a log as a person wants to read it: time, function, and for our JSON lines level, message and what matters of the rest.
 * Undefined for lines that say nothing: those of the platform, and metrics.
 */
export function formatLine({ functionName, at, text }: FunctionLine, paint: Paint): string | undefined {
  if (text === '' || platformLine.test(text) || text.includes('"_aws":{')) return undefined;
  const line = parseLogLine(text);
  const label = functionLabel(functionName);
  const time = new Date(line?.at ?? at).toISOString().slice(11, 23);
  const head = `${paint('dim', time)} ${paint(colourOf(label), label.padEnd(30))} `;
  return head + (line ? humanLine(line, paint) : printable(text));
}

function humanLine(line: LogLine, paint: Paint): string {
  const parts = line.handled ? handledParts(line, line.handled, paint) : [messageOf(line, paint)];
  const rest = Object.entries(line.keys).filter(([key]) => !known.has(key) && !(line.handled && key === 'outcome'));
  parts.push(...rest.map(([key, value]) => paint('dim', printable(`${key}=${shown(value)}`))));
  if (line.handled && line.correlationId) parts.push(paint('dim', printable(line.correlationId)));
  return parts.join(' ') + errorOf(line, paint);
}

function handledParts(line: LogLine, handled: NonNullable<LogLine['handled']>, paint: Paint): string[] {
  const failed = handled.outcome === 'error';
  const verdict = handled.status?.toString() ?? (failed ? 'failed' : 'ok');
  const style = !failed ? 'green' : line.level === 'ERROR' ? 'red' : 'yellow';
  const parts = [printable(handled.operation), paint(style, verdict), durationText(handled.duration)];
  if (handled.coldStart)
    parts.push(paint('cyan', handled.init === undefined ? 'cold' : `cold ${durationText(handled.init)}`));
  if (handled.published.length > 0)
    parts.push(printable(`published ${handled.published.map(({ name }) => name).join(', ')}`));
  return parts;
}

function messageOf({ level, message }: LogLine, paint: Paint): string {
  if (level === 'ERROR' || level === 'CRITICAL') return paint('red', `${level} ${printable(message)}`);
  if (level === 'WARN') return paint('yellow', `WARN ${printable(message)}`);
  return level === 'INFO' ? printable(message) : paint('dim', `${printable(level)} ${printable(message)}`);
}

/** The stack, which begins with name and message, indented below the line; a caller's own fault needs no stack. */
function errorOf({ error, level }: LogLine, paint: Paint): string {
  if (!error) return '';
  const text = printable(level === 'ERROR' && error.stack ? error.stack : `${error.name}: ${error.message}`);
  const [first = '', ...frames] = text.split('\n');
  const style = level === 'ERROR' ? 'red' : 'yellow';
  return ['', paint(style, first), ...frames.map((frame) => paint('dim', frame))].join('\n    ');
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function colourOf(name: string): (typeof colours)[number] {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return colours[hash % colours.length] ?? 'cyan';
}
