import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { on } from './clients.ts';

/** What a function has written so far, its own lines alone, oldest first. */
export async function logLines(engine: { endpoint: string }, functionName: string): Promise<string[]> {
  const logs = new CloudWatchLogsClient(on(engine));
  try {
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}` }),
    );
    return events
      .flatMap(({ message = '' }) => message.split('\n'))
      .filter((line) => line !== '' && !/^(START|END|REPORT) /.test(line));
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return []; // it has not run yet
    throw error;
  } finally {
    logs.destroy();
  }
}
