import { AsyncLocalStorage } from 'node:async_hooks';
import { SECOND } from '../../src/domain/times.ts';
import type { Chaos } from './chaos.ts';

/** The process of a worker is gone. */
class Killed extends Error {
  override readonly name = 'Killed';
}

interface Process {
  dead: boolean;
  readonly mayDie: boolean;
}

type After = (() => void) | undefined;

/** Workers that run at the same time, each in a process of its own, which may be killed at each of its calls. */
export class Processes {
  readonly #chaos: Chaos;
  readonly #sleep: (milliseconds: number) => Promise<void>;
  readonly #present = new AsyncLocalStorage<Process>();
  #callsUnderWay = 0;
  #defect: unknown;

  /** @param sleep until so many milliseconds of the simulation are over */
  constructor(chaos: Chaos, sleep: (milliseconds: number) => Promise<void>) {
    this.#chaos = chaos;
    this.#sleep = sleep;
  }

  /** Starts a worker. `failed`: it was killed. */
  start(
    work: () => Promise<void>,
    { mayDie = true, failed, done }: { mayDie?: boolean; failed?: After; done?: After } = {},
  ): void {
    this.#present.run({ dead: false, mayDie }, () => {
      void this.#see(work, { failed, done });
    });
  }

  async #see(work: () => Promise<void>, { failed, done }: { failed: After; done: After }): Promise<void> {
    try {
      await work();
    } catch (error) {
      // What fails other than by being killed is a defect of the code: the run must end.
      if (!(error instanceof Killed)) this.#defect ??= error;
      failed?.();
      return;
    }
    done?.();
  }

  /** Until no worker has anything to do at this instant. @throws what a worker threw without having been killed */
  async idle(): Promise<void> {
    do {
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#callsUnderWay > 0);
    if (this.#defect !== undefined) throw this.#defect;
  }

  /** A call of the present worker to something outside of its process: it may take long, or be the last one, before it is done or after it. */
  async call<T>(effect: () => Promise<T>): Promise<T> {
    const process = this.#present.getStore();
    const mayDie = process?.mayDie === true;
    if (mayDie && this.#chaos.meets('slow')) await this.#sleep(this.#chaos.upTo(3 * SECOND));
    const dies = mayDie && this.#chaos.meets('killed');
    const before = dies && this.#chaos.upTo(2) === 0;
    if (process !== undefined && (process.dead || before)) {
      process.dead = true;
      throw new Killed();
    }
    const result = await this.#underWay(effect);
    if (dies && process !== undefined) {
      process.dead = true;
      throw new Killed();
    }
    return result;
  }

  async #underWay<T>(effect: () => Promise<T>): Promise<T> {
    this.#callsUnderWay++;
    try {
      return await effect();
    } finally {
      this.#callsUnderWay--;
    }
  }

  /** A store as workers see it. */
  mortal<Store extends object>(real: Store): Store {
    const call = async <T>(effect: () => Promise<T>) => this.call(effect);
    return new Proxy(real, {
      get: (store, name, receiver) => {
        const method = Reflect.get(store, name, receiver) as (...given: unknown[]) => Promise<unknown>;
        return async (...given: unknown[]) => call(async () => method(...given));
      },
    });
  }
}
