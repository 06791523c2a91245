import { aligned, columnsOf } from './columns-of.ts';
import { durationText } from './duration-text.ts';
import { guideOf } from './guide-of.ts';
import { outcomeText, summaryText } from './span-text.ts';
import { type Paint, painter, printable, type Style } from './terminal.ts';
import type { Span, Trace } from './trace.ts';

export interface RenderOptions {
  colour?: boolean;
  /** Columns of the terminal. */
  width?: number;
}

/** Columns that the bars have at least, and at most: wider ones say no more. */
const [narrowest, widest] = [16, 60];

/** Frames of a stack that are shown: the first ones say where. */
const frames = 4;

/**
 * A trace as text for a terminal: one line a span with its place in the tree, how it ended, function, start, duration, and a bar at the
 * scale of the whole; below it, errors and warnings. Nothing wraps at 100 columns or more unless names are long.
 */
export function renderTrace(trace: Trace, { colour = false, width = 120 }: RenderOptions = {}): string {
  const paint = painter(colour);
  const guides = trace.spans.map((_span, i) => guideOf(trace.spans, i));
  const labels = trace.spans.map(
    (span, i) => (guides[i]?.own ?? '') + printable(`${span.operation} ${outcomeText(span)}`),
  );
  const columns = columnsOf(trace.spans);
  const left = Math.max(...labels.map(({ length }) => length));
  const taken = columns.reduce((sum, column) => sum + column.width + 2, left + 2);
  const bars = Math.max(narrowest, Math.min(widest, width - taken));
  const lines = trace.spans.flatMap((span, i) => [
    [
      labelOf(span, labels[i] ?? '', paint) + ' '.repeat(left - (labels[i]?.length ?? 0)),
      ...columns.map(({ cells, style, ...column }) => paint(style, aligned(cells[i] ?? '', column))),
      bar(span, trace.duration, bars, paint),
    ]
      .join('  ')
      .trimEnd(),
    ...below(span, paint).map((line) => `${paint('dim', guides[i]?.below ?? '')}  ${line}`),
  ]);
  const titles = [' '.repeat(left), ...columns.map(({ title, ...column }) => aligned(title, column))].join('  ');
  return [
    `${paint('bold', printable(trace.correlationId))}  ${trace.startedAt.replace('T', ' ').replace('Z', ' UTC')}`,
    summaryText(trace, durationText(trace.duration)),
    '',
    paint('dim', titles),
    ...lines,
    ...legend(trace, paint),
    '',
  ].join('\n');
}

function labelOf(span: Span, label: string, paint: Paint): string {
  const verdict = outcomeText(span);
  return label.slice(0, -verdict.length) + paint(styleOf(span), verdict);
}

function styleOf({ outcome, status = 500 }: Span): Style {
  if (outcome === 'error') return status < 500 ? 'yellow' : 'red';
  return outcome === 'ok' ? 'green' : 'dim';
}

/** `░` is the cold start, `█` the work, `·` where an event waits; a span that is shorter than a column still has one. */
function bar(
  { start, duration, init = 0, outcome, status }: Span,
  total: number,
  columns: number,
  paint: Paint,
): string {
  const column = (at: number) => (total === 0 ? 0 : Math.round((at / total) * columns));
  const from = Math.min(columns - 1, column(start));
  const cold = Math.min(from, column(start - init));
  const to = Math.min(columns, Math.max(from + 1, column(start + (duration ?? 0))));
  const work = duration === undefined ? '·' : '█'.repeat(to - from);
  const waited = init > 0 ? '░'.repeat(Math.max(1, from - cold)) : '';
  const before = ' '.repeat(Math.max(0, from - waited.length));
  return before + paint('cyan', waited) + paint(styleOf({ outcome, status } as Span), work);
}

function below({ error, notes, outcome, status = 500, attempt }: Span, paint: Paint): string[] {
  const lines: string[] = [];
  if (attempt !== undefined) lines.push(paint('yellow', `attempt ${attempt}: it came again`));
  for (const { level, message } of notes)
    lines.push(paint(level === 'WARN' ? 'yellow' : 'red', printable(`${level.toLowerCase()}: ${message}`)));
  if (outcome === 'error' && error) {
    lines.push(
      ...printable(`${error.name}: ${error.message}`)
        .split('\n')
        .map((line) => paint(styleOf({ outcome, status } as Span), line)),
    );
    if (status >= 500) lines.push(...stackOf(error.stack).map((frame) => paint('dim', frame)));
  }
  return lines;
}

/** The frames of a stack, the function's own code first of all: none of Node's and none of packages, unless there are no others. */
function stackOf(stack = ''): string[] {
  const all = printable(stack)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  const own = all.filter((line) => !/node:|node_modules/.test(line));
  return (own.length > 0 ? own : all).slice(0, frames).map((line) => `  ${line.trim()}`);
}

function legend({ spans }: Trace, paint: Paint): string[] {
  const said = [
    spans.some(({ link }) => link === 'time') &&
      'Where several steps may have caused one, it stands under the latest: the log names no event that led to it.',
    spans.some(({ outcome }) => outcome === 'unfinished') &&
      'Unfinished: it logged, but not its end. It still runs, or it was killed (memory, time-out).',
    spans.some(({ outcome }) => outcome === 'pending') &&
      'Not handled: published, but no consumer logged it. It is on its way, has no consumer, or is in a dead-letter queue.',
  ].filter((line) => line !== false);
  return said.length === 0 ? [] : ['', ...said.map((line) => paint('dim', line))];
}
