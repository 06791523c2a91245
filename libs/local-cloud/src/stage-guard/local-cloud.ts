import { Agent, get } from 'node:http';
import { repository } from '../engine/paths.ts';
import { isLoopback } from '../engine/loopback.ts';
import { type Running, readRunning } from '../running.ts';
import { giveUp } from './give-up.ts';

/** Where stage `local` is. */
export interface LocalCloud {
  endpoint: string;
  /** Undefined where LOCAL_CLOUD_URL names another local cloud than that of this checkout. */
  frontDoor: string | undefined;
}

/** Milliseconds in which the local cloud must answer; it needs one or two. */
const patience = 1000;

/**
 * The local cloud that LOCAL_CLOUD_URL names, or that runs in this checkout; undefined when there is neither. What answers on the
 * usual port is not asked: it may be another checkout's, whose stacks have the same names. Ends the command when it is not on this machine.
 */
export function findLocalCloud(
  named = process.env.LOCAL_CLOUD_URL,
  running: Running | null = readRunning() ?? null,
): LocalCloud | undefined {
  const given = named || running?.endpoint;
  if (given === undefined) return undefined;
  if (!URL.canParse(given) || !isLoopback(given)) {
    giveUp(
      `Stage local stays on this machine, but LOCAL_CLOUD_URL is ${given}: unset it, or name a port of 127.0.0.1.`,
    );
  }
  // The S3 client puts the bucket before a name (`bucket.localhost`), which Node does not resolve; not before an address.
  const endpoint = new URL(given).origin.replace('//localhost', '//127.0.0.1');
  return { endpoint, frontDoor: running?.endpoint === endpoint ? running.frontDoor : undefined };
}

/** Why there is nobody to ask, and what to do. */
export function notRunning(localCloud: LocalCloud | undefined): string {
  const silent = localCloud ? ` (nothing answers at ${localCloud.endpoint})` : '';
  return `The local cloud is not running${silent}: run \`npm start\` in ${repository}, then this again.`;
}

/** Ends the command with one line when there is none, or when it does not answer. */
export async function requireLocalCloud(localCloud: LocalCloud | undefined): Promise<void> {
  if (!localCloud || !(await answers(localCloud.endpoint))) giveUp(notRunning(localCloud));
}

/** Any HTTP answer will do. With an agent of its own, so that no proxy of the environment is asked. */
function answers(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const agent = new Agent({ keepAlive: false });
    const request = get(`${endpoint}/_ministack/health`, { agent, timeout: patience }, (response) => {
      response.destroy();
      resolve(true);
    });
    request.once('timeout', () => request.destroy(new Error('silent')));
    request.once('error', () => resolve(false));
  });
}
