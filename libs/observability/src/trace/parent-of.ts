import type { Trigger } from './log-line.ts';
import type { Draft } from './spans-of.ts';
import type { Link } from './trace.ts';

/** What lies before a span. */
export interface Parent {
  readonly span: Draft;
  readonly link: Exclude<Link, 'root'>;
}

/** Triggers from outside: what happens to come before in time did not cause them. */
const fromOutside: ReadonlySet<Trigger | undefined> = new Set<Trigger>(['api', 'cron', 'trigger', 'socket']);

/**
 * What caused a span, among all spans of its correlation id in the order of their start: the publisher of the event that it handled; else
 * what it names as its cause; else, for what comes through a stream or a queue, the latest span before it that may have: a stream follows
 * a write of its own service, a consumer follows a relay.
 */
export function parentOf(span: Draft, spans: readonly Draft[]): Parent | undefined {
  const others = spans.filter((other) => other !== span && other.outcome !== 'pending');
  const event = span.eventId ?? span.causationId;
  const publisher = latest(span, others, ({ published }) => published.some(({ id }) => id === event));
  if (publisher) return { span: publisher, link: 'event' };
  const { causationId } = span;
  const cause =
    causationId !== undefined &&
    latest(
      span,
      others,
      ({ requestId, eventId, published }) =>
        requestId === causationId ||
        (eventId === causationId && eventId !== span.eventId) ||
        published.some(({ id }) => id === causationId),
    );
  if (cause) return { span: cause, link: 'cause' };
  if (fromOutside.has(span.trigger)) return undefined;
  const before = others.filter(
    ({ startedAt, requestId }) => startedAt <= span.startedAt && requestId !== span.requestId,
  );
  const possible = mayHaveCaused(span, before);
  const last = possible.at(-1);
  return last && { span: last, link: possible.length === 1 ? 'only' : 'time' };
}

function mayHaveCaused({ trigger, service, operation }: Draft, all: readonly Draft[]): readonly Draft[] {
  // Two that were told of the same object did not tell each other.
  const before = all.filter(
    (other) => trigger !== 'queue' || other.trigger !== 'queue' || other.operation !== operation,
  );
  if (trigger === 'stream') return before.filter((other) => other.service === service && other.trigger !== 'stream');
  const likely = before.filter((other) =>
    trigger === 'consumer' ? other.trigger === 'stream' : other.service === service,
  );
  return likely.length > 0 ? likely : before;
}

/** The last that fits and began before the span. Clocks of two machines differ by some milliseconds, so one that began later will do. */
function latest(span: Draft, spans: readonly Draft[], fits: (other: Draft) => boolean): Draft | undefined {
  const fitting = spans.filter(fits);
  return fitting.findLast(({ startedAt }) => startedAt <= span.startedAt) ?? fitting[0];
}
