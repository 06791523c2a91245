/**
 * USD, of us-east-1 in November 2026, from AWS's price pages and not from a bill; free allowances and taxes left out. Frankfurt is about a fifth dearer
 * for DynamoDB, and the same for most else. Whoever has other prices changes them here.
 */
export const PRICES = {
  /** A million units on demand: https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  dynamoDB: { writeUnits: 0.625, readUnits: 0.125 },
  /** arm64, a million GB-seconds and a million invocations: https://aws.amazon.com/lambda/pricing/ */
  lambda: { gigabyteSeconds: 13.3334, invocations: 0.2 },
  /** A million requests of a standard queue: https://aws.amazon.com/sqs/pricing/ */
  sqs: 0.4,
  /** A million events of one's own, and a million invocations of its Scheduler beyond 14 million a month: https://aws.amazon.com/eventbridge/pricing/ */
  eventBridge: { events: 1, scheduler: 1 },
  /** A gigabyte taken in: https://aws.amazon.com/cloudwatch/pricing/ */
  logs: 0.5,
} as const;

/** What is not measured. */
export const ASSUMED = {
  /** Of every function but `fire`: `libs/build/serverless/provider.yml`. */
  memory: 512,
  /** Milliseconds that an invocation works, its waiting left out. */
  works: { fire: 30, relay: 30, followUp: 30, tick: 50, handOut: 50 },
  /**
   * Milliseconds that `fire` waits for the time of an occurrence: queueLateness (500), and half a second on average, since a queue delays by whole seconds;
   * SQS delivers in time.
   */
  waits: 1000,
  /** Bytes of an invocation's own lines (START, END, REPORT), and of a line of ours at level INFO. */
  logs: { invocation: 300, line: 600 },
  /** Requests of Lambda a minute at a queue in which nothing is: five at a time that wait for 20 seconds. */
  emptyPolls: 15,
  /** Queues of the service: `hand-out`, `fire`, `take-requests`, `erase-owner`. */
  queues: 4,
} as const;
