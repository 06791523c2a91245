import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What Lambda sets, and what our services set (`serverless.yml`). No trace is sampled, as for 95 of 100 requests. */
export const ENVIRONMENT = {
  PATH: process.env['PATH'],
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'ASIAXXXXXXXXXXXXXXXX',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_LAMBDA_FUNCTION_NAME: 'notes-bench',
  SERVICE: 'notes',
  STAGE: 'bench',
  TABLE_NAME: 'notes-bench',
  POWERTOOLS_SERVICE_NAME: 'notes',
  POWERTOOLS_METRICS_NAMESPACE: 'Longhouse',
  TRACING: 'off',
};

/** Microseconds of CPU of one call, as the driver tells it. */
export async function microseconds(driver: readonly string[], env: NodeJS.ProcessEnv = ENVIRONMENT): Promise<number> {
  const { stderr } = await run(process.execPath, [...driver], { env, maxBuffer: 1 << 28 });
  const measured = Number(stderr);
  if (!(measured > 0)) throw new Error(`The driver measured nothing:\n${stderr}`);
  return measured;
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** The smallest value that so many percent of all do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
