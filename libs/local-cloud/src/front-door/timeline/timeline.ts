import { type LogLine, parseLogLine, type Trace, traceOf } from '@libs/observability/trace';
import type { LogTail } from '../../logs/tail.ts';

export interface Filter {
  /** Part of a correlation id. */
  correlationId?: string;
  /** Only what this service took part in. */
  service?: string;
  /** Only what failed somewhere. */
  errors?: boolean;
  /** Most traces that are given. */
  limit?: number;
}

/** Lines that are kept in memory: some hundred requests with all that they cause. */
const mostLines = 10_000;

/** What requests caused lately, from the logs of all functions. Reads what is new when somebody looks, and nothing while nobody does. */
export class Timeline {
  readonly #tail: LogTail;
  #lines: LogLine[] = [];
  #reading: Promise<void> | undefined;

  constructor(tail: LogTail) {
    this.#tail = tail;
  }

  /** Newest first. Rejects when the engine does not answer. */
  async recent({ correlationId = '', service = '', errors = false, limit = 50 }: Filter = {}): Promise<Trace[]> {
    await this.#refresh();
    const byId = [...Map.groupBy(this.#lines, (line) => line.correlationId)]
      .filter(([id]) => id.includes(correlationId))
      .sort(([, one], [, other]) => startOf(other) - startOf(one));
    const found: Trace[] = [];
    for (const [id, lines] of byId) {
      if (found.length === limit) break; // thousands may follow that nobody asked for
      const trace = traceOf(id, lines);
      if (trace && (service === '' || trace.services.includes(service)) && (!errors || trace.errors > 0))
        found.push(trace);
    }
    return found;
  }

  /** All that one correlation id caused; undefined when nothing is known of it. */
  async trace(correlationId: string): Promise<Trace | undefined> {
    await this.#refresh();
    return traceOf(correlationId, this.#lines);
  }

  /** Those who look at once share one look. */
  #refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #read(): Promise<void> {
    const lines = (await this.#tail.poll()).map(({ text }) => parseLogLine(text)).filter((line) => line !== undefined);
    this.#lines = [...this.#lines, ...lines.filter((line) => line.correlationId !== '')].slice(-mostLines);
  }
}

/** When the first of some lines was begun, epoch milliseconds. */
function startOf(lines: readonly LogLine[]): number {
  return Math.min(...lines.map(({ at, handled }) => handled?.startedAt ?? at));
}
