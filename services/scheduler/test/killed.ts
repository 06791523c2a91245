import type { Through } from './scene.ts';

/** The process of a worker is gone: nothing that it calls from now on gets through. */
class Killed extends Error {
  override readonly name = 'Killed';
}

/** Some work in a world of its own. `run` may be called again. */
interface Work {
  readonly run: (through: Through) => Promise<unknown>;
  /** Holds for every place of the death. */
  readonly assess: () => Promise<void> | void;
}

/**
 * Kills work at every call that it makes of a dependency, once before the call and once after it, and runs it again, as queue and stream do.
 * @param prepare a new world for each death
 * @returns at how many calls it was killed
 */
export async function killedAtEachCall(prepare: () => Promise<Work>): Promise<number> {
  let calls = 0;
  for (const moment of ['before', 'after'] as const) {
    for (let n = 1; ; n++) {
      const { run, assess } = await prepare();
      const death = deathAt(n, moment);
      await run(death.through).catch(assertKilled);
      const isOver = !death.came();
      if (!isOver) await run((dependency) => dependency);
      await assess();
      if (isOver) break;
      calls = n;
    }
  }
  return calls;
}

function deathAt(n: number, moment: 'before' | 'after') {
  let count = 0;
  let dead = false;

  async function call(effect: () => unknown): Promise<unknown> {
    count += 1;
    const dies = count === n;
    if (dies && moment === 'before') dead = true;
    if (dead) throw new Killed();
    const result = await effect();
    if (dies) dead = true;
    if (dead) throw new Killed();
    return result;
  }

  const through: Through = (dependency) =>
    new Proxy(dependency, {
      get(target, name, receiver) {
        const real: unknown = Reflect.get(target, name, receiver);
        if (typeof real !== 'function') return real;
        return async (...given: unknown[]) => call(() => Reflect.apply(real, target, given) as unknown);
      },
    });
  return { through, came: () => dead };
}

function assertKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}
