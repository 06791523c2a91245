import { relay } from '@libs/messaging';
import { correlate, type Log } from '@libs/observability';
import type { Outgoing as OutgoingEvent } from '@libs/messaging';
import type { Outgoing } from '../../src/adapters/fire-queue.ts';
import type { ScheduleChange } from '../../src/data/changes.ts';
import { toEvents } from '../../src/data/to-events.ts';
import { delaySeconds } from '../../src/domain/delay.ts';
import { LEAD, MINUTE, SECOND } from '../../src/domain/times.ts';
import { beginWalks } from '../../src/due/begin-walks.ts';
import { handOut } from '../../src/due/hand-out.ts';
import { tick } from '../../src/due/tick.ts';
import { fire } from '../../src/firing/fire.ts';
import { followUp } from '../../src/firing/follow-up.ts';
import { Agenda } from './agenda.ts';
import type { Chaos } from './chaos.ts';
import { Processes } from './processes.ts';
import type { Stores } from './stores.ts';

/** An event as the bus has taken it. */
export interface Told {
  readonly id: string;
  readonly name: string;
  readonly occurrenceId: string;
  readonly at: number;
}

/** Of the queues, as in serverless.yml. */
const VISIBILITY = { fire: 30 * SECOND, 'hand-out': 60 * SECOND };
const TRIES = 5;
/** Milliseconds by which the queue delivers late, and for which it is told to be early. */
const LATENESS = 1000;

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * The scheduler with its ticks, queues, stream and bus, on a clock that jumps from event to event. The workers are the real ones; what they call may be
 * killed, slow, doubled, late or lost, by dice that follow from a seed.
 */
export class World {
  readonly agenda = new Agenda();
  /** All that the bus took, also what it took again. */
  readonly told: Told[] = [];
  /** All changes of schedules, in their order. */
  readonly changes: ScheduleChange[] = [];
  /** Messages that were given up. */
  deadLetters = 0;
  /** Milliseconds by which the clock of all goes wrong. */
  skew = 0;
  /** Whether ticks come at all. */
  ticking = true;
  shards: number;
  now: number;
  /** Ticks come every minute, or in those minutes alone in which a walk finds something: a year has half a million minutes. */
  readonly #ticks: 'every-minute' | 'when-due';
  readonly #stores: Stores;
  readonly #chaos: Chaos;
  readonly #processes: Processes;
  readonly #consumers: {
    readonly handle: (items: readonly ScheduleChange[]) => Promise<void>;
    position: number;
    busy: boolean;
  }[];

  constructor(
    {
      start,
      shards,
      ticks = 'every-minute',
    }: { readonly start: Date; readonly shards: number; readonly ticks?: 'every-minute' | 'when-due' },
    stores: (world: World) => Stores,
    dice: Chaos,
  ) {
    this.now = start.getTime();
    this.shards = shards;
    this.#chaos = dice;
    this.#processes = new Processes(dice, async (milliseconds) => this.#sleep(milliseconds));
    this.#stores = stores(this);
    this.#consumers = [
      async (items: readonly ScheduleChange[]) =>
        void (await relay(toEvents)({ items }, async (events) => this.#publish(events))),
      async (items: readonly ScheduleChange[]) =>
        followUp(
          { changes: items, now: this.clock() },
          this.#queue,
          this.#mortal('occurrences'),
          this.#mortal('owners'),
          async (written) => beginWalks(written, this.#mortal('positions'), new Set()),
        ),
    ].map((handle) => ({ handle, position: 0, busy: false }));
    this.#ticks = ticks;
    if (ticks === 'every-minute') this.agenda.add(Math.ceil(this.now / MINUTE) * MINUTE, () => this.#tickAgain());
  }

  /** What the workers take for the time. */
  readonly clock = (): Date => new Date(this.now + this.skew);

  /** Something that somebody does at a time; nobody kills them. */
  plan(at: number, act: (stores: Stores) => Promise<void>): void {
    this.agenda.add(at, () =>
      this.#processes.start(async () => this.#processes.call(async () => act(this.#stores)), { mayDie: false }),
    );
  }

  /** Lets everything happen until an instant. */
  async runUntil(end: number): Promise<void> {
    for (let next = this.agenda.next(end); next !== undefined; next = this.agenda.next(end)) {
      this.now = next.at;
      next.run();
      await this.#processes.idle();
      await this.#readStream();
    }
    this.now = end;
  }

  #tickAgain(): void {
    this.agenda.add(this.now + MINUTE, () => this.#tickAgain());
    this.#tick();
  }

  /** The first tick that has this minute in its window. */
  #tickBefore(nextAt: string): void {
    const at = Math.floor(Date.parse(nextAt) / MINUTE - LEAD) * MINUTE;
    if (at > this.now) this.agenda.add(at, () => this.#tick());
  }

  #tick(): void {
    if (!this.ticking || this.#chaos.meets('tickLost')) return;
    for (let times = this.#chaos.meets('tickTwice') ? 2 : 1; times > 0; times--) {
      const run = async () =>
        void (await tick(this.shards, this.#mortal('positions'), { send: async (shards) => this.#sendShards(shards) }));
      // EventBridge invokes again what failed.
      const attempt = (left: number) =>
        this.#processes.start(run, {
          failed: () => left > 0 && this.agenda.add(this.now + 60 * SECOND, () => attempt(left - 1)),
        });
      this.agenda.add(this.now + this.#chaos.upTo(SECOND), () => attempt(2));
    }
  }

  async #sendShards(shards: readonly number[]): Promise<void> {
    for (const shard of shards) {
      await this.#processes.call(async () =>
        this.#deliver('hand-out', this.now + this.#chaos.upTo(300), async (signal) => {
          const { due, positions } = { due: this.#mortal('due'), positions: this.#mortal('positions') };
          await handOut({ shard, clock: this.clock, signal, log: silent }, due, positions, this.#queue);
        }),
      );
    }
  }

  readonly #queue = {
    send: async (occurrences: readonly Outgoing[], now: Date): Promise<void> => {
      // As many as a call takes; the worker may be killed between two calls.
      for (let start = 0; start < occurrences.length; start += 10) {
        const lot = occurrences.slice(start, start + 10);
        await this.#processes.call(async () => {
          for (const occurrence of lot) this.#sendOccurrence(occurrence, now);
        });
      }
    },
  };

  #sendOccurrence({ correlationId = 'none', ...occurrence }: Outgoing, now: Date): void {
    const due = this.now + delaySeconds(occurrence.plannedAt, now, LATENESS) * SECOND;
    const copies = this.#chaos.meets('lost') ? 0 : this.#chaos.meets('doubled') ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const at = due + this.#chaos.upTo(this.#chaos.meets('late') ? MINUTE : LATENESS);
      this.#deliver('fire', at, async (signal) => {
        const run = { clock: this.clock, signal, log: silent };
        await correlate({ correlationId }, async () =>
          fire(occurrence, run, this.#mortal('schedules'), this.#queue, async (milliseconds) =>
            this.#sleep(milliseconds),
          ),
        );
      });
    }
  }

  /** A message that comes again when its worker fails, until it is given up. */
  #deliver(queue: keyof typeof VISIBILITY, at: number, work: (signal: AbortSignal) => Promise<void>, tried = 1): void {
    const { signal } = new AbortController();
    const again = () =>
      tried === TRIES ? void this.deadLetters++ : this.#deliver(queue, this.now + VISIBILITY[queue], work, tried + 1);
    this.agenda.add(at, () => this.#processes.start(async () => work(signal), { failed: again }));
  }

  async #publish(events: readonly OutgoingEvent[]): Promise<void> {
    for (const { contract, envelope } of events) {
      if (!contract.validate(envelope))
        throw new TypeError(`${contract.name}: ${JSON.stringify(contract.validate.errors)}`);
      await this.#processes.call(async () => {
        const { occurrenceId } = envelope.data as { occurrenceId: string };
        this.told.push({ id: envelope.metadata.id, name: contract.name, occurrenceId, at: this.now });
      });
    }
  }

  async #readStream(): Promise<void> {
    const records = await this.#stores.stream();
    this.changes.push(...records);
    if (this.#ticks === 'when-due')
      for (const { after } of records) if (after?.nextAt !== undefined) this.#tickBefore(after.nextAt);
    for (const consumer of this.#consumers) {
      if (consumer.busy || consumer.position === this.changes.length) continue;
      consumer.busy = true;
      const poll = () => {
        const batch = this.changes.slice(consumer.position, consumer.position + 1 + this.#chaos.upTo(100));
        this.#processes.start(async () => consumer.handle(batch), {
          failed: () => this.agenda.add(this.now + SECOND, poll),
          done: () => {
            if (!this.#chaos.meets('repeated')) consumer.position += batch.length;
            consumer.busy = false;
          },
        });
      };
      this.agenda.add(this.now + 20 + this.#chaos.upTo(300), poll);
    }
  }

  async #sleep(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.agenda.add(this.now + milliseconds, resolve);
    await promise;
  }

  /** A store as workers see it. */
  #mortal<Name extends Exclude<keyof Stores, 'stream'>>(name: Name): Stores[Name] {
    return this.#processes.mortal(this.#stores[name]);
  }
}
