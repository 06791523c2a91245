import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';

/** Milliseconds for one try: API Gateway takes a message in a few, whatever the device at the other end does. */
const CONNECT_TIMEOUT = 1000;
const ANSWER_TIMEOUT = 2000;

/** Throttling, and what breaks on the way, is tried again by the SDK with growing pauses. */
const ATTEMPTS = 3;

let client: ApiGatewayManagementApiClient | undefined;

/** The connections of the WebSocket API at SOCKET_ENDPOINT. */
export const sockets = { post, close };

/**
 * Sends a message, as JSON, up to 128 KB.
 * @returns false when the connection is no longer there
 * @throws the SDK's error when API Gateway does not take it: LimitExceededException when there are too many
 */
async function post(connectionId: string, message: object): Promise<boolean> {
  return unlessGone(
    api().send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) })),
  );
}

/** @returns false when the connection was no longer there */
async function close(connectionId: string): Promise<boolean> {
  return unlessGone(api().send(new DeleteConnectionCommand({ ConnectionId: connectionId })));
}

async function unlessGone(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof GoneException) return false;
    throw error;
  }
}

function api(): ApiGatewayManagementApiClient {
  return (client ??= new ApiGatewayManagementApiClient({
    endpoint: endpoint(),
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT, requestTimeout: ANSWER_TIMEOUT, throwOnRequestTimeout: true },
  }));
}

/** A path stands for itself at the local engine, whose port is known when the function runs. */
function endpoint(): string {
  const { SOCKET_ENDPOINT = '', AWS_ENDPOINT_URL } = process.env;
  return new URL(SOCKET_ENDPOINT, AWS_ENDPOINT_URL).href;
}
