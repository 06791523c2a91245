/** What one call of a service takes. */
export interface MostOfCall {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Fills lots with entries, in their order. Several may read from one generator; when one of them throws while it has a lot, there are no
 * more for the others either.
 * @param sizeOf bytes of an entry, as the service counts: none may be larger than a call
 */
export function* lots<Entry>(
  entries: readonly Entry[],
  sizeOf: (entry: Entry) => number,
  most: MostOfCall,
): Generator<readonly Entry[], void, void> {
  let lot: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    if (lot.length === most.entries || bytes + size > most.bytes) {
      yield lot;
      lot = [];
      bytes = 0;
    }
    lot.push(entry);
    bytes += size;
  }
  if (lot.length > 0) yield lot;
}
