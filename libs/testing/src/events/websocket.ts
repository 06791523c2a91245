import { randomUUID } from 'node:crypto';
import type {
  APIGatewayProxyWebsocketEventV2WithRequestContext,
  APIGatewayEventWebsocketRequestContextV2,
} from 'aws-lambda';

export interface WebsocketOptions {
  connectionId?: string;
  /** Sent as JSON, or as it is when a string. */
  body?: unknown;
  /** What the authorizer of `$connect` returned: it comes with every message of the connection. */
  authorizer?: Record<string, string>;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  at?: number;
}

type WebsocketEvent = APIGatewayProxyWebsocketEventV2WithRequestContext<
  APIGatewayEventWebsocketRequestContextV2 & { authorizer?: Record<string, string> }
> & { headers?: Record<string, string>; queryStringParameters?: Record<string, string> };

/**
 * An event of a WebSocket API; `route` is `$connect`, `$disconnect`, `$default` or one of the API's own.
 * Source of the shape: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
 */
export const websocketEvent = (
  route: string,
  { connectionId = 'L0SM9cOFIAMCIdw=', body, authorizer, headers, query, at = Date.now() }: WebsocketOptions = {},
): WebsocketEvent => ({
  // Only the handshake is an HTTP request; later messages have neither headers nor a query.
  ...(headers && { headers }),
  ...(query && { queryStringParameters: query }),
  requestContext: {
    routeKey: route,
    messageId: 'L0SM-fcMoAMCIdw=',
    eventType: route === '$connect' ? 'CONNECT' : route === '$disconnect' ? 'DISCONNECT' : 'MESSAGE',
    extendedRequestId: 'L0SM_GvvoAMFbUA=',
    requestTime: new Date(at).toUTCString(),
    messageDirection: 'IN',
    stage: 'local',
    connectedAt: at,
    requestTimeEpoch: at,
    requestId: randomUUID(),
    domainName: 'w1x2y3z4a5.execute-api.eu-central-1.amazonaws.com',
    connectionId,
    apiId: 'w1x2y3z4a5',
    ...(authorizer && { authorizer }),
  },
  ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  isBase64Encoded: false,
});
