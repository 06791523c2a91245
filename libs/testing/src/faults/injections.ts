import type { Call } from './call.ts';
import type { Fault } from './fault.ts';

export interface InjectOptions {
  /** How many calls it meets; Infinity for all. */
  times?: number;
  /** Lets so many matching calls pass first. */
  after?: number;
  /** Meets only calls whose input satisfies it. */
  when?: (input: never) => boolean;
}

/** An injected fault that met no call: the test proves nothing about it. */
export class FaultNeverMet extends Error {
  override readonly name = 'FaultNeverMet';
  constructor(faults: readonly string[], calls: readonly Call[]) {
    const seen = [...new Set(calls.map(({ operation }) => operation))].join(', ') || 'none';
    super(
      `No call met ${faults.join(', ')}. Calls that came: ${seen}. Check the operation's name, and that the client uses the proxy.`,
    );
  }
}

interface Injected extends Required<InjectOptions> {
  readonly operation: string;
  readonly fault: Fault;
  met: number;
}

/** Which fault meets which call. */
export class Injections {
  #active: Injected[] = [];
  readonly #all: Injected[] = [];

  add(operation: string, fault: Fault, { times = 1, after = 0, when = () => true }: InjectOptions = {}): void {
    const injected = { operation, fault, times, after, when, met: 0 };
    this.#active.push(injected);
    this.#all.push(injected);
  }

  /** The fault that meets this call, counted as met; of several the one injected first. */
  meet({ operation, input }: Call): Fault | undefined {
    for (const candidate of this.#active) {
      if (candidate.operation !== '*' && candidate.operation !== operation) continue;
      if (!candidate.when(input as never)) continue; // the test states the type of the operation that it names
      if (candidate.after > 0) {
        candidate.after -= 1;
        continue;
      }
      if (candidate.met >= candidate.times) continue;
      candidate.met += 1;
      return candidate.fault;
    }
    return undefined;
  }

  heal(): void {
    this.#active = [];
  }

  /** @throws FaultNeverMet when a fault met no call */
  assertAllMet(calls: readonly Call[]): void {
    const unmet = this.#all.filter(({ met }) => met === 0);
    this.#all.length = 0;
    if (unmet.length > 0)
      throw new FaultNeverMet(
        unmet.map(({ operation, fault }) => `${fault.name} of ${operation}`),
        calls,
      );
  }
}
