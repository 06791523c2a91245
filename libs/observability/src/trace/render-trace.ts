import { durationText } from './duration-text.ts';
import { functionText, outcomeText, summaryText } from './span-text.ts';
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
  const rows = trace.spans.map((span, i) => ({
    span,
    guide: guideOf(trace.spans, i),
    label: printable(`${span.operation} ${outcomeText(span)}`),
    where: printable(functionText(span)),
    start: `+${durationText(span.start)}`,
    duration: span.duration === undefined ? '–' : durationText(span.duration),
  }));
  const label = widestOf(['', ...rows.map((row) => row.guide.own + row.label)]);
  const where = widestOf(['function', ...rows.map((row) => row.where)]);
  const start = widestOf(['start', ...rows.map((row) => row.start)]);
  const duration = widestOf(['time', ...rows.map((row) => row.duration)]);
  const bars = Math.max(narrowest, Math.min(widest, width - label - where - start - duration - 8));
  const lines = rows.flatMap(({ span, guide, ...row }) => [
    [
      paint('dim', guide.own) + labelOf(span, row.label, paint) + pad(guide.own + row.label, label),
      paint('dim', row.where) + pad(row.where, where),
      row.start.padStart(start),
      row.duration.padStart(duration),
      bar(span, trace.duration, bars, paint),
    ]
      .join('  ')
      .trimEnd(),
    ...below(span, paint).map((line) => `${paint('dim', guide.below)}  ${line}`),
  ]);
  const columns = `${' '.repeat(label)}  ${'function'.padEnd(where)}  ${'start'.padStart(start)}  ${'time'.padStart(duration)}`;
  return [
    `${paint('bold', printable(trace.correlationId))}  ${trace.startedAt.replace('T', ' ').replace('Z', ' UTC')}`,
    summaryText(trace, durationText(trace.duration)),
    '',
    paint('dim', columns),
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

function below({ error, notes, outcome, status = 500, attempt, init, coldStart }: Span, paint: Paint): string[] {
  const lines: string[] = [];
  if (coldStart) lines.push(paint('cyan', init === undefined ? 'cold start' : `cold start, ${durationText(init)}`));
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

/** What draws the tree: `├─ ` before a span, `│  ` below it. */
function guideOf(spans: readonly Span[], index: number): { own: string; below: string } {
  const span = spans[index];
  if (!span) return { own: '', below: '' };
  const goesOn = (depth: number) => {
    const next = spans.slice(index + 1).find((other) => other.depth <= depth);
    return next?.depth === depth;
  };
  let before = '';
  for (let depth = 1; depth < span.depth; depth++) before += goesOn(depth) ? '│  ' : '   ';
  const hasChildren = (spans[index + 1]?.depth ?? 0) > span.depth;
  if (span.depth === 0) return { own: '', below: hasChildren ? '│' : ' ' };
  const last = !goesOn(span.depth);
  return { own: before + (last ? '└─ ' : '├─ '), below: before + (last ? '   ' : '│  ') + (hasChildren ? '│' : ' ') };
}

function legend({ spans }: Trace, paint: Paint): string[] {
  const said = [
    spans.some(({ link }) => link === 'time') &&
      'Some parents are known by time alone: the log of what caused these steps names no event.',
    spans.some(({ outcome }) => outcome === 'unfinished') &&
      'Unfinished: it logged, but not its end. It still runs, or it was killed (memory, time-out).',
    spans.some(({ outcome }) => outcome === 'pending') &&
      'Not handled: published, but no consumer logged it. It is on its way, has no consumer, or is in a dead-letter queue.',
  ].filter((line) => line !== false);
  return said.length === 0 ? [] : ['', ...said.map((line) => paint('dim', line))];
}

function widestOf(texts: string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

function pad(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - text.length));
}
