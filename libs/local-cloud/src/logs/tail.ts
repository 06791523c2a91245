import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';

/** One line that a function wrote. */
export interface FunctionLine {
  /** `/aws/lambda/<service>-<stage>-<function>` without its first two parts. */
  functionName: string;
  /** Epoch milliseconds: when the engine stored it, at the end of the invocation. */
  at: number;
  text: string;
}

interface Group {
  bytes: number;
  /** Newest line seen, epoch milliseconds. */
  newest: number;
  /** How often each of the lines of the overlap was seen. */
  seen: Map<string, number>;
}

const prefix = '/aws/lambda/';

/** Milliseconds read again at each poll: two invocations that end at once may be stored in another order than their times. */
const overlap = 1_000;

/** Most lines of one answer, the limit of FilterLogEvents. */
const most = 10_000;

/** Reads what functions wrote since the last poll. Only groups that grew are read, so that polling five times a second costs little. */
export class LogTail {
  readonly #groups = new Map<string, Group>();
  readonly #logs: CloudWatchLogsClient;
  readonly #since: number;

  /** @param since epoch milliseconds; nothing older is read */
  constructor(logs: CloudWatchLogsClient, since: number = Date.now()) {
    this.#logs = logs;
    this.#since = since;
  }

  /** New lines of all functions, oldest first. Rejects when the engine does not answer; the next poll then has what this one missed. */
  async poll(): Promise<FunctionLine[]> {
    const names: string[] = [];
    for await (const page of paginateDescribeLogGroups({ client: this.#logs }, { logGroupNamePrefix: prefix })) {
      for (const { logGroupName = '', storedBytes = 0 } of page.logGroups ?? []) {
        if (this.#groups.get(logGroupName)?.bytes !== storedBytes) names.push(logGroupName);
        this.#group(logGroupName).bytes = storedBytes;
      }
    }
    const lines = await Promise.all(names.map((name) => this.#read(name)));
    return lines.flat().sort((a, b) => a.at - b.at);
  }

  #group(name: string): Group {
    const known = this.#groups.get(name);
    if (known) return known;
    const group = { bytes: -1, newest: this.#since, seen: new Map<string, number>() };
    this.#groups.set(name, group);
    return group;
  }

  async #read(name: string): Promise<FunctionLine[]> {
    const group = this.#group(name);
    const startTime = Math.max(this.#since, group.newest - overlap);
    const read = new FilterLogEventsCommand({ logGroupName: name, startTime, limit: most });
    const { events = [] } = await this.#logs.send(read).catch((error: Error) => {
      if (error.name !== 'ResourceNotFoundException') group.bytes = -1; // read again at the next poll
      return { events: [] };
    });
    if (events.length === 0) return [];
    if (events.length === most) group.bytes = -1; // the engine gives no token for the rest
    const lines: FunctionLine[] = [];
    const counts = new Map<string, number>();
    for (const { timestamp = 0, message = '', logStreamName = '' } of events) {
      group.newest = Math.max(group.newest, timestamp);
      const key = `${timestamp} ${logStreamName} ${message}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > (group.seen.get(key) ?? 0))
        lines.push({ functionName: name.slice(prefix.length), at: timestamp, text: message.trimEnd() });
    }
    group.seen = counts;
    return lines;
  }
}
