import type { LocalCloud } from './local-cloud.ts';

/** `https://<id>.execute-api.<region>.amazonaws.com/<stage>`, or the engine's own form of it, whose name Node does not resolve. */
const api =
  /(https?|wss):\/\/([^./]+)\.execute-api\.(?:[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|localhost)(?::\d+)?(\/[^/\s]+)?/g;

const managedLogin = /https:\/\/[^./]+\.auth\.[a-z0-9-]+\.amazoncognito\.com/g;

/**
 * Turns addresses of AWS into those on this machine: of HTTP APIs and the managed login the front door's, which are stable, and
 * else (a WebSocket, or no front door) the engine's.
 */
export function localAddresses(text: string, { endpoint, frontDoor }: LocalCloud): string {
  const local = (_: string, protocol: string, id: string, stage: string = '') => {
    if (protocol === 'wss') return `${endpoint.replace(/^http/, 'ws')}/_aws/execute-api/${id}${stage}`;
    return frontDoor ?? `${endpoint}/_aws/execute-api/${id}/${stage.slice(1) || '$default'}`;
  };
  return text.replace(api, local).replace(managedLogin, frontDoor ?? endpoint);
}

/** What the framework's own `info` plugin gathers and then prints. */
interface Gathered {
  gatheredData: { info: { endpoints: string[] }; outputs: { OutputValue: string }[] };
}

/** Replaces the addresses that `info` (and `deploy` at its end) is about to print. */
export function localiseInfo(plugins: object[], localCloud: LocalCloud): void {
  for (const { gatheredData } of plugins.filter(hasGathered)) {
    gatheredData.info.endpoints = gatheredData.info.endpoints.map((text) => localAddresses(text, localCloud));
    for (const output of gatheredData.outputs) output.OutputValue = localAddresses(output.OutputValue, localCloud);
  }
}

function hasGathered(plugin: object): plugin is Gathered {
  return 'gatheredData' in plugin && plugin.gatheredData !== undefined;
}
