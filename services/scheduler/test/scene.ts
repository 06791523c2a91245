import type { Log } from '@libs/observability';
import type { Outgoing } from '../src/adapters/fire-queue.ts';
import type { Schedule } from '../src/domain/schedule.ts';
import { type HandedOut, handOut } from '../src/due/hand-out.ts';
import { type Fired, fire } from '../src/firing/fire.ts';
import { memoryStores } from './simulation/memory-stores.ts';
import type { Stores } from './simulation/stores.ts';

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Gives what is called in place of a dependency. */
export type Through = <T extends object>(dependency: T) => T;
const itself: Through = (dependency) => dependency;

interface Scene {
  readonly stores: Stores;
  readonly queue: { send: (occurrences: readonly Outgoing[]) => Promise<void> };
  /** What the queue holds. */
  readonly sent: Outgoing[];
  readonly clock: () => Date;
  readonly at: (text: string) => void;
  /** All that are planned from now on, stored. */
  readonly store: (...schedules: Schedule[]) => Promise<void>;
  readonly handOut: (through?: Through, signal?: AbortSignal) => Promise<HandedOut>;
  /** Time goes on while it waits. */
  readonly fire: (occurrence: Outgoing, through?: Through, meanwhile?: () => Promise<void>) => Promise<Fired>;
  /** Fires all that is in the queue, and what comes into it meanwhile. */
  readonly fireAll: () => Promise<Fired[]>;
}

/** A scheduler with one shard, its table in memory, at a time that the test moves. */
export function scene(start: string): Scene {
  process.env['DUE_SHARDS'] = '1';
  let now = Date.parse(start);
  const clock = (): Date => new Date(now);
  const stores = memoryStores(() => now);
  const sent: Outgoing[] = [];
  const queue: Scene['queue'] = { send: async (occurrences) => void sent.push(...occurrences) };
  const run = { clock, signal: new AbortController().signal, log: silent };

  async function fireOne(
    occurrence: Outgoing,
    through = itself,
    meanwhile: () => Promise<void> = async () => undefined,
  ): Promise<Fired> {
    const timer = through({
      async sleep(milliseconds: number) {
        now += milliseconds;
        await meanwhile();
      },
    });
    const sleep = async (milliseconds: number): Promise<void> => timer.sleep(milliseconds);
    return fire(occurrence, run, through(stores.schedules), through(queue), sleep);
  }

  return {
    stores,
    queue,
    sent,
    clock,
    at(text: string): void {
      now = Date.parse(text);
    },
    async store(...schedules: Schedule[]): Promise<void> {
      for (const schedule of schedules) await stores.schedules.create(schedule);
    },
    async handOut(through = itself, signal = run.signal): Promise<HandedOut> {
      const { due, positions } = stores;
      return handOut({ shard: 0, ...run, signal }, through(due), through(positions), through(queue));
    },
    fire: fireOne,
    async fireAll(): Promise<Fired[]> {
      const fired: Fired[] = [];
      for (let next = sent.shift(); next !== undefined; next = sent.shift()) fired.push(await fireOne(next));
      return fired;
    },
  };
}

/** The message about the present occurrence of a schedule. */
export function messageOf({ ownerId, scheduleId, version, nextAt = '' }: Schedule): Outgoing {
  return { ownerId, scheduleId, version, plannedAt: nextAt };
}
