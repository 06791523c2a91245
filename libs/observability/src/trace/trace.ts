import type { LoggedError, Trigger } from './log-line.ts';

/**
 * How a span was put under its parent: it handled an event that the parent published, it names the parent as its cause, the parent is the
 * `only` one that may have caused it, or the latest of several by `time`. `root`: nothing in the log comes before it.
 */
export type Link = 'root' | 'event' | 'cause' | 'only' | 'time';

/**
 * `unfinished`: it logged something, but not its end (it runs, or was killed). `pending`: an event that was published and that nothing in
 * the log has handled (it is on its way, nobody subscribes to it, or it is in a dead-letter queue).
 */
export type Outcome = 'ok' | 'error' | 'unfinished' | 'pending';

/** One invocation, one record of a batch, or one event that nothing has handled. */
export interface Span {
  /** Unique in the trace. */
  readonly id: string;
  readonly parentId?: string;
  readonly link: Link;
  /** 0 at a root. */
  readonly depth: number;
  readonly service: string;
  readonly functionName: string;
  readonly requestId: string;
  readonly trigger?: Trigger;
  /** `PATCH /users/me`, or the name of an event. */
  readonly operation: string;
  /** Milliseconds after the trace's start. */
  readonly start: number;
  /** Milliseconds; absent while nobody knows. */
  readonly duration?: number;
  readonly coldStart: boolean;
  /** Milliseconds that the cold start took before `start`. */
  readonly init?: number;
  readonly outcome: Outcome;
  /** HTTP status. */
  readonly status?: number;
  /** From 2 on: the same function got the same event or record again. */
  readonly attempt?: number;
  readonly error?: LoggedError;
  /** Warnings and errors that it logged on its way. */
  readonly notes: readonly { readonly level: string; readonly message: string }[];
}

/** All that one correlation id caused. */
export interface Trace {
  readonly correlationId: string;
  /** ISO time of the first thing known of it, cold start included. */
  readonly startedAt: string;
  /** Milliseconds from there to the last end known. */
  readonly duration: number;
  readonly coldStarts: number;
  readonly errors: number;
  /** Services that took part, in the order in which they did. */
  readonly services: readonly string[];
  /** Each parent before its children, which are in the order of their start. */
  readonly spans: readonly Span[];
}
