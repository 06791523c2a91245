import { seeded } from '@libs/testing';

/** How often what goes wrong: shares of 1, unless told otherwise. */
export interface Faults {
  /** A worker dies at a call: before it, or after it. */
  readonly killed: number;
  /** A call takes up to three seconds, in which others go on. */
  readonly slow: number;
  /** A message comes twice. */
  readonly doubled: number;
  /** A message comes up to a minute late, out of order. */
  readonly late: number;
  /** A message of what is due never comes. */
  readonly lost: number;
  /** A tick does not come, or comes twice. */
  readonly tickLost: number;
  readonly tickTwice: number;
  /** A batch of the stream comes once more. */
  readonly repeated: number;
  /** Longest time by which the index is behind the table, in milliseconds. */
  readonly indexLag: number;
}

export const CALM: Faults = {
  killed: 0,
  slow: 0,
  doubled: 0,
  late: 0,
  lost: 0,
  tickLost: 0,
  tickTwice: 0,
  repeated: 0,
  indexLag: 100,
};

/** Dice that follow from a seed; from an instant on nothing goes wrong any more. */
export function chaos(seed: number, faults: Faults) {
  const random = seeded(seed);
  let present = faults;
  return {
    /** Whether it goes wrong now. */
    meets: (fault: Exclude<keyof Faults, 'indexLag'>): boolean => present[fault] > 0 && random() < present[fault],
    /** Milliseconds, 0 to `most`. */
    upTo: (most: number): number => Math.floor(random() * most),
    indexLag: (): number => Math.floor(random() * present.indexLag),
    calm(): void {
      present = CALM;
    },
  };
}

export type Chaos = ReturnType<typeof chaos>;
