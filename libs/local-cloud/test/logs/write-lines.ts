import { CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { localLogs } from '../../src/logs/client.ts';

/** Puts lines into the engine's logs as a function would have; a stream is one invocation's. */
export async function writeLines(
  endpoint: string,
  { functionName, stream = 'one', at = Date.now() }: { functionName: string; stream?: string; at?: number },
  texts: readonly string[],
): Promise<void> {
  const logs = localLogs(endpoint);
  const place = { logGroupName: `/aws/lambda/${functionName}`, logStreamName: stream };
  await logs.send(new CreateLogGroupCommand(place)).catch(() => {}); // there already
  await logs.send(new CreateLogStreamCommand(place)).catch(() => {});
  await logs.send(
    new PutLogEventsCommand({ ...place, logEvents: texts.map((message) => ({ message, timestamp: at })) }),
  );
  logs.destroy();
}
