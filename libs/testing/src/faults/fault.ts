import type { Call } from './call.ts';

/** An answer of the engine, or one made up in its place. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One call on its way: what a fault can do with it. Exactly one of `answer` and `cut` ends it. */
export interface Exchange {
  readonly call: Call;
  /** Hands the call to the engine, with another input where one is given, and gives its answer. */
  readonly forward: (input?: unknown) => Promise<Answer>;
  readonly answer: (answer: Answer) => void;
  /** Ends the connection with no answer: the client sees ECONNRESET. */
  readonly cut: () => void;
}

/** What goes wrong with a call; a name for the record, and the deed. */
export interface Fault {
  readonly name: string;
  meet(exchange: Exchange): Promise<void> | void;
}
