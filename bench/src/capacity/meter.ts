import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { itemSize } from './item-size.ts';

export interface Capacity {
  /** `GetItem`, `TransactWriteItems`; in the order of the calls. */
  readonly calls: string[];
  read: number;
  write: number;
  /** Of the writes: `table`, and the name of each index. */
  readonly writes: Map<string, number>;
}

interface Answer {
  readonly Item?: object;
  readonly Items?: readonly object[];
  readonly Responses?: Readonly<Record<string, readonly object[]>>;
  readonly ConsumedCapacity?: unknown;
}

/**
 * Counts what a client's calls consume until it is asked. Writes as the service tells them; reads from the sizes of the items read, since the
 * local engine tells a constant: 4 KB a unit, half of it where the read may be stale, and at least one step.
 */
export function meter(client: DynamoDBClient): { taken: () => Capacity } {
  let capacity = nothing();
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'INDEXES' };
        const result = await next({ ...args, input });
        const { Item, Items = Item ? [Item] : [], Responses, ConsumedCapacity } = result.output as Answer;
        const operation = commandName.replace(/Command$/, '');
        capacity.calls.push(operation);
        if (Responses) {
          // Each item of a batch counts by itself.
          const steps = Object.values(Responses).flatMap((items) =>
            items.map((item) => Math.ceil(itemSize(item) / 4096)),
          );
          capacity.read += steps.reduce((sum, one) => sum + one, 0) * unitOf(input);
        } else if (/^(GetItem|Query)$/.test(operation)) {
          const bytes = Items.reduce((sum, item) => sum + itemSize(item), 0);
          capacity.read += Math.max(1, Math.ceil(bytes / 4096)) * unitOf(input);
        } else {
          for (const [place, units] of written(ConsumedCapacity)) {
            capacity.write += units;
            capacity.writes.set(place, (capacity.writes.get(place) ?? 0) + units);
          }
        }
        return result;
      },
    { step: 'initialize', name: 'capacityMeter' },
  );
  return {
    taken: () => {
      const taken = capacity;
      capacity = nothing();
      return taken;
    },
  };
}

interface Reading {
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, Reading>>;
}

/** A read that may be stale costs half. */
function unitOf(input: object): number {
  const { ConsistentRead, RequestItems = {} } = input as Reading;
  return ConsistentRead || Object.values(RequestItems).some((table) => table.ConsistentRead) ? 1 : 0.5;
}

const nothing = (): Capacity => ({ calls: [], read: 0, write: 0, writes: new Map() });

/** Of one table, or of each of several. What is not of an index is the table's. */
function written(consumed: unknown): [place: string, units: number][] {
  return ([consumed].flat() as (ConsumedCapacity | undefined)[]).flatMap((one) => {
    const indexes = Object.entries(one?.GlobalSecondaryIndexes ?? {}).map(
      ([name, { CapacityUnits = Number.NaN }]): [string, number] => [name, CapacityUnits],
    );
    const ofIndexes = indexes.reduce((sum, [, units]) => sum + units, 0);
    return [['table', (one?.CapacityUnits ?? Number.NaN) - ofIndexes], ...indexes];
  });
}
