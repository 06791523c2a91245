import { durationText } from './duration-text.ts';
import { functionText } from './span-text.ts';
import { printable, type Style } from './terminal.ts';
import type { Span } from './trace.ts';

export interface Column {
  title: string;
  cells: string[];
  width: number;
  style: Style;
  right: boolean;
}

/** Columns between label and bar; a cold column only where there is a cold start. */
export function columnsOf(spans: readonly Span[]): Column[] {
  const cold = column(
    'cold',
    spans.map(({ coldStart, init }) => (init === undefined ? (coldStart ? 'cold' : '') : durationText(init))),
    'cyan',
  );
  return [
    column('function', spans.map(functionText).map(printable), 'dim', false),
    column(
      'start',
      spans.map(({ start }) => `+${durationText(start)}`),
      'reset',
    ),
    ...(cold.cells.some(Boolean) ? [cold] : []),
    column(
      'time',
      spans.map(({ duration }) => (duration === undefined ? '–' : durationText(duration))),
      'reset',
    ),
  ];
}

/** A cell as wide as its column. */
export function aligned(text: string, { width, right }: Pick<Column, 'width' | 'right'>): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function column(title: string, cells: string[], style: Style, right = true): Column {
  const width = Math.max(title.length, ...cells.map(({ length }) => length));
  return { title, cells, style, right, width };
}
