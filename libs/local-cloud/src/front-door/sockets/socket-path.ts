/** The path of sockets at the front door: it belongs to the service with an output `SocketUrl`. */
export const socketPath = 'live';

/**
 * The engine's path of a WebSocket API, from the address that its stack gives out: `wss://<api id>.execute-api.<region>.amazonaws.com/<stage>`
 * as on AWS, or the engine's own with `/_aws/execute-api/<api id>/<stage>`. Undefined for any other.
 */
export function socketDestination(url = ''): string | undefined {
  const [, byHost, hostStage, byPath, pathStage] =
    /^wss?:\/\/(?:([\w-]+)\.execute-api\.[^/]+\/([^/?#]+)|[^/]+\/_aws\/execute-api\/([^/]+)\/([^/?#]+))\/?$/.exec(
      url,
    ) ?? [];
  const [id, stage] = [byHost ?? byPath, hostStage ?? pathStage];
  return id === undefined || stage === undefined ? undefined : `/_aws/execute-api/${id}/${stage}`;
}
