import type { LogLine } from './log-line.ts';
import { type Parent, parentOf } from './parent-of.ts';
import { type Draft, spansOf } from './spans-of.ts';
import type { Span, Trace } from './trace.ts';

/**
 * What one correlation id caused, as a tree in time.
 * @param lines in any order, with or without lines of others, a line may be there twice
 * @returns undefined when none of the lines is of this correlation id
 */
export function traceOf(correlationId: string, lines: readonly LogLine[]): Trace | undefined {
  const drafts = spansOf(lines.filter((line) => line.correlationId === correlationId));
  if (drafts.length === 0) return undefined;
  const all = [...drafts, ...pendingOf(drafts)].sort((a, b) => a.startedAt - b.startedAt);
  const begin = Math.min(...all.map(({ startedAt, init = 0 }) => startedAt - init));
  const end = Math.max(...all.map(({ startedAt, duration = 0 }) => startedAt + duration));
  return {
    correlationId,
    startedAt: new Date(begin).toISOString(),
    duration: rounded(end - begin),
    coldStarts: all.filter(({ coldStart }) => coldStart).length,
    errors: all.filter(({ outcome }) => outcome === 'error').length,
    services: [...new Set(drafts.map(({ service }) => service))],
    spans: inOrder(all, begin),
  };
}

/** Events that were published and that no span has handled. */
function pendingOf(drafts: readonly Draft[]): Draft[] {
  const handled = new Set(drafts.flatMap(({ eventId, causationId }) => [eventId, causationId]));
  const pending = new Map<string, Draft>();
  for (const draft of drafts) {
    for (const { id, name } of draft.published) {
      if (handled.has(id)) continue;
      pending.set(id, {
        id: `pending-${id}`,
        service: draft.service,
        functionName: '',
        requestId: '',
        operation: name,
        startedAt: draft.startedAt + (draft.duration ?? 0),
        coldStart: false,
        outcome: 'pending',
        eventId: id,
        published: [],
        notes: [],
      });
    }
  }
  return [...pending.values()];
}

/** Each parent before its children, by start. */
function inOrder(drafts: readonly Draft[], begin: number): Span[] {
  const parents = acyclic(new Map(drafts.map((draft) => [draft, parentOf(draft, drafts)])));
  const children = Map.groupBy(drafts, (draft) => parents.get(draft)?.span);
  const spans: Span[] = [];
  const visit = (draft: Draft, depth: number): void => {
    spans.push(span(draft, parents.get(draft), depth, begin));
    for (const child of children.get(draft) ?? []) visit(child, depth + 1);
  };
  for (const root of children.get(undefined) ?? []) visit(root, 0);
  return spans;
}

/** Ids in a log may lie; a span that would come to be its own ancestor is a root instead, so that nothing is lost from the tree. */
function acyclic(parents: Map<Draft, Parent | undefined>): Map<Draft, Parent | undefined> {
  for (const draft of parents.keys()) {
    const seen = new Set<Draft>();
    for (let at: Draft | undefined = draft; at; at = parents.get(at)?.span) {
      if (seen.has(at)) {
        if (at === draft) parents.set(draft, undefined);
        break;
      }
      seen.add(at);
    }
  }
  return parents;
}

function span(draft: Draft, parent: Parent | undefined, depth: number, begin: number): Span {
  const { startedAt, causationId: _cause, eventId: _event, published: _published, ...rest } = draft;
  return {
    ...rest,
    ...(parent && { parentId: parent.span.id }),
    link: parent?.link ?? 'root',
    depth,
    start: rounded(startedAt - begin),
  };
}

/** Whole microseconds: what a difference of floating epoch times leaves behind is noise. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
