import { measureCapacity, type Recorded } from '../capacity/on-engine.ts';
import { table } from '../table.ts';
import { ASSUMED, PRICES } from './prices.ts';

const MINUTES_A_MONTH = 30 * 24 * 60;
const MILLION = 1_000_000;
/** Of the stage parameter dueShards, and the rows of the capacity table that are asked for. */
const SHARDS = 16;
/** A message of SQS each, or as many as a call takes. */
const LOTS = {
  'each by itself': { messages: 1, records: 1 },
  'many at a time': { messages: 10, records: 100 },
} as const;

/** What something takes. Of DynamoDB units, of Lambda seconds at one gigabyte. */
interface Usage {
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly requests: number;
  readonly events: number;
  readonly logBytes: number;
}

/** What a million occurrences cost, and a month in which there is none, in USD: reckoned from measured units, published prices and stated assumptions. */
export async function cost(): Promise<string> {
  const measured = await measureCapacity({
    scheduler: async () => (await import('../capacity/scheduler.ts')).schedulerCapacity,
  });
  const recorded = measured.get('scheduler') ?? [];
  const of = (operation: string) => {
    const found = recorded.find((one) => one.operation === operation);
    if (!found) throw new Error(`${operation} was not measured.`);
    return found;
  };
  const row = of('follow-up: the row of the history');
  const kinds = {
    'one-off': [
      of('POST /schedules, a text of 100 characters'),
      of('a one-off one fires, a text of 100 characters'),
      row,
    ],
    recurring: [of('a recurring one fires, a text of 100 characters'), row],
  };
  const columns: string[] = [];
  const costs: (readonly (readonly [string, number])[])[] = [];
  for (const [kind, operations] of Object.entries(kinds)) {
    for (const [lot, { messages, records }] of Object.entries(LOTS)) {
      columns.push(`${kind}, ${lot}`);
      costs.push(ofOccurrences(operations, messages, records));
    }
  }
  const idle = priced(ofIdleMinutes(of(`a minute with nothing due, ${SHARDS} shards`)));
  const managed = PRICES.eventBridge.scheduler + PRICES.eventBridge.events;
  return [
    table(
      ['USD for a million occurrences', ...columns],
      (costs[0] ?? []).map(([what], at) => [what, ...costs.map((cells) => usd(cells[at]?.[1]))]),
    ),
    `EventBridge Scheduler that puts the same events on the bus: ${usd(managed)}`,
    table(
      ['USD a month with nothing due', `${SHARDS} shards`],
      [...idle, ['all', sum(idle)] as const].map(([what, figure]) => [what, usd(figure)]),
    ),
  ].join('\n\n');
}

/** @param messages of one call of SQS, and of one invocation; `records` of the stream in one invocation */
function ofOccurrences(operations: readonly Recorded[], messages: number, records: number) {
  const { works, waits, memory, logs } = ASSUMED;
  const invocations = MILLION * (1 / messages + 2 / records);
  // With less memory the processor is slower by as much: its work costs the same, and waiting less.
  const fires = (megabytes: number) => (MILLION / messages) * gigabyteSeconds(works.fire, memory, waits, megabytes);
  const usage = {
    ...unitsOf(operations, MILLION),
    invocations,
    gigabyteSeconds: (MILLION / records) * gigabyteSeconds(works.relay + works.followUp, memory),
    // Sent, received and deleted.
    requests: (MILLION * 3) / messages,
    events: MILLION,
    logBytes: invocations * logs.invocation + MILLION * logs.line,
  };
  const rest = priced(usage);
  const fire = (megabytes: number) => (fires(megabytes) / MILLION) * PRICES.lambda.gigabyteSeconds;
  return [
    ...rest,
    [`Lambda: fire, which waits, at ${memory} MB`, fire(memory)],
    [`all, with fire at ${memory} MB`, sum(rest) + fire(memory)],
    ['all, with fire at 128 MB', sum(rest) + fire(128)],
  ] as const;
}

function ofIdleMinutes(minute: Recorded): Usage {
  const { works, memory, logs, emptyPolls, queues } = ASSUMED;
  const milliseconds = works.tick + SHARDS * works.handOut;
  return {
    ...unitsOf([minute], MINUTES_A_MONTH),
    invocations: (1 + SHARDS) * MINUTES_A_MONTH,
    gigabyteSeconds: MINUTES_A_MONTH * gigabyteSeconds(milliseconds, memory),
    requests: (Math.ceil(SHARDS / 10) + 2 * SHARDS + emptyPolls * queues) * MINUTES_A_MONTH,
    events: 0,
    logBytes: (1 + SHARDS) * (logs.invocation + logs.line) * MINUTES_A_MONTH,
  };
}

function unitsOf(operations: readonly Recorded[], times: number): Pick<Usage, 'writeUnits' | 'readUnits'> {
  return {
    writeUnits: operations.reduce((all, { write }) => all + write * times, 0),
    readUnits: operations.reduce((all, { read }) => all + read * times, 0),
  };
}

function priced({ writeUnits, readUnits, requests, events, logBytes, ...lambda }: Usage) {
  return [
    ['DynamoDB: writes', millions(writeUnits, PRICES.dynamoDB.writeUnits)],
    ['DynamoDB: reads', millions(readUnits, PRICES.dynamoDB.readUnits)],
    ['SQS', millions(requests, PRICES.sqs)],
    ['Lambda: invocations', millions(lambda.invocations, PRICES.lambda.invocations)],
    ['Lambda: work', millions(lambda.gigabyteSeconds, PRICES.lambda.gigabyteSeconds)],
    ['EventBridge: events', millions(events, PRICES.eventBridge.events)],
    ['logs', (logBytes / 1e9) * PRICES.logs],
  ] as const;
}

/** Of milliseconds of work and of waiting, each at so many megabytes. */
const gigabyteSeconds = (works: number, megabytes: number, waits = 0, waitsAt = 0): number =>
  (works * megabytes + waits * waitsAt) / 1024 / 1000;
const millions = (count: number, price: number): number => (count / MILLION) * price;
const sum = (costs: readonly (readonly [string, number])[]): number => costs.reduce((all, [, one]) => all + one, 0);
const usd = (value = Number.NaN): string => value.toFixed(2);
