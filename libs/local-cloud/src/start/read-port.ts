import { giveUp } from '../stage-guard/give-up.ts';

/** The port that a variable of the environment names; `fallback` when it is not set or empty. Ends the process with one line when it names none. */
export function readPort(name: 'PORT' | 'LOCAL_CLOUD_PORT', fallback: number, environment = process.env): number {
  const given = environment[name];
  if (!given) return fallback;
  const port = Number(given);
  if (/^\d+$/.test(given) && port >= 1 && port <= 65_535) return port;
  return giveUp(
    `${name} is ${JSON.stringify(given)}, which is no port: a whole number from 1 to 65535, or unset for ${fallback}.`,
  );
}

/** The port of the front door, which links of what is deployed lead to: PORT, as of this process. */
export const frontDoorPort = (): number => readPort('PORT', 4000);
