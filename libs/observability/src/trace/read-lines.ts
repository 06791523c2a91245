import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LogLine, parseLogLine } from './log-line.ts';

export interface Wanted {
  correlationId: string;
  /** Only the functions of this stage are read. */
  stage: string;
  /** Epoch milliseconds. */
  from: number;
  /** Epoch milliseconds; default: now. */
  to?: number;
}

const prefix = '/aws/lambda/';

/** FilterLogEvents may be called 5 to 25 times a second in an account (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html). */
const atOnce = 4;

/**
 * The lines of one correlation id in the logs of all functions of a stage.
 *
 * The filter is a plain quoted term, which AWS and the local engine read alike (the engine takes any filter on JSON fields for a match);
 * what it lets through is looked at here.
 */
export async function readLines(logs: CloudWatchLogsClient, wanted: Wanted): Promise<LogLine[]> {
  const groups = await groupsOf(logs, wanted.stage);
  const lines: LogLine[] = [];
  const next = groups.values(); // shared by all readers
  const readers = Array.from({ length: atOnce }, async () => {
    for (const group of next) lines.push(...(await linesOf(logs, group, wanted)));
  });
  await Promise.all(readers);
  return lines;
}

/** `/aws/lambda/<service>-<stage>-<function>`: a service's name has no hyphen, so that `users-dev-x-local-y` is none of stage `local`. */
async function groupsOf(logs: CloudWatchLogsClient, stage: string): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: prefix }))
    names.push(...(page.logGroups ?? []).map(({ logGroupName = '' }) => logGroupName));
  return names.filter((name) => name.slice(prefix.length).split('-')[1] === stage);
}

async function linesOf(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  { correlationId, from, to = Date.now() }: Wanted,
): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new FilterLogEventsCommand({
        logGroupName,
        startTime: from,
        endTime: to,
        filterPattern: `"${correlationId}"`,
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
    for (const { message = '' } of page.events ?? []) {
      const line = parseLogLine(message);
      if (line?.correlationId === correlationId) lines.push(line);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return lines;
}
