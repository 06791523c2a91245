import { readFileSync } from 'node:fs';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { TraceError } from './errors.ts';

export interface Surroundings {
  /** LOCAL_CLOUD_URL is read from it; default: this process's. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** Where `npm start` writes the address of what it started. */
  runningFile: string;
}

/**
 * A client of the logs of a stage. Stage `local` is the running local cloud and nothing else, whatever the shell holds; any other stage is
 * what the SDK finds (environment, profile, role), and never an address of this machine.
 * @throws TraceError when the local cloud does not run; another stage's client throws it at a call that would stay on this machine
 */
export function logsOfStage(stage: string, surroundings: Surroundings): CloudWatchLogsClient {
  return stage === 'local' ? localClient(surroundings) : awsClient(stage);
}

function localClient({ environment = process.env, runningFile }: Surroundings): CloudWatchLogsClient {
  const endpoint = environment['LOCAL_CLOUD_URL'] || runningEndpoint(runningFile);
  if (endpoint === undefined)
    throw new TraceError(
      'The local cloud is not running: start it with npm start, or name another stage with --stage.',
    );
  if (!URL.canParse(endpoint) || !isThisMachine(new URL(endpoint).hostname))
    throw new TraceError(`LOCAL_CLOUD_URL is ${endpoint}, which is not on this machine: stage local stays on it.`);
  return new CloudWatchLogsClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    maxAttempts: 1,
  });
}

function runningEndpoint(file: string): string | undefined {
  try {
    const running: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const known = typeof running === 'object' && running !== null && 'endpoint' in running;
    return known && typeof running.endpoint === 'string' ? running.endpoint : undefined;
  } catch {
    return undefined; // not there, or just being written
  }
}

function awsClient(stage: string): CloudWatchLogsClient {
  // Logs of a whole stage are many calls under a low limit: wait for it rather than give up.
  const client = new CloudWatchLogsClient({ retryMode: 'adaptive', maxAttempts: 8 });
  // AWS_ENDPOINT_URL and `endpoint_url` of a profile are resolved at each call: only there it is known where one goes.
  client.middlewareStack.add(
    (next) => (call) => {
      const { request } = call;
      const hostname = typeof request === 'object' && request !== null && 'hostname' in request && request.hostname;
      if (typeof hostname === 'string' && isThisMachine(hostname))
        throw new TraceError(
          `Stage ${stage} is in AWS, but the SDK is set to ${hostname}: unset AWS_ENDPOINT_URL and endpoint_url of your profile.`,
        );
      return next(call);
    },
    { step: 'build', name: 'neverThisMachine' },
  );
  return client;
}

function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[?::1?\]?|host\.docker\.internal)$/i.test(
    hostname,
  );
}
