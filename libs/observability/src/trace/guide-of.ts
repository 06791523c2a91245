import type { Span } from './trace.ts';

/** What draws the tree: `├─ ` before a span, `│  ` below it. */
export function guideOf(spans: readonly Span[], index: number): { own: string; below: string } {
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
