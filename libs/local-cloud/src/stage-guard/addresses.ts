import type { LocalCloud } from './local-cloud.ts';

const api = /(https|wss):\/\/([^./]+)\.execute-api\.[^./]+\.amazonaws\.com(?::\d+)?(\/[^/\s]+)?/g;

/**
 * Turns addresses of APIs in AWS into those on this machine: of HTTP APIs the front door's, which are stable, and else (a
 * WebSocket, or no front door) the engine's.
 */
export function localAddresses(text: string, { endpoint, frontDoor }: LocalCloud): string {
  return text.replace(api, (_, protocol: string, id: string, stage: string = '') => {
    if (protocol === 'https' && frontDoor) return frontDoor;
    const path = `/_aws/execute-api/${id}${protocol === 'https' ? `/${stage.slice(1) || '$default'}` : stage}`;
    return `${protocol === 'https' ? endpoint : endpoint.replace(/^http/, 'ws')}${path}`;
  });
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
