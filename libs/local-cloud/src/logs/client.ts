import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { region } from '../engine/environment.ts';

/** A client of the local cloud's logs. Everything is given, so that nothing of the shell's AWS configuration counts. */
export function localLogs(endpoint: string): CloudWatchLogsClient {
  return new CloudWatchLogsClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  });
}
