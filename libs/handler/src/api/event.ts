import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

type Claims = Readonly<Record<string, string | number | boolean | string[]>>;

/** An HTTP API event, payload format 2.0, with or without a JWT authorizer. */
export type ApiEvent = Omit<APIGatewayProxyEventV2, 'requestContext'> & {
  readonly requestContext: APIGatewayProxyEventV2['requestContext'] & {
    readonly authorizer?: { readonly jwt?: { readonly claims?: Claims } };
  };
};

export type ApiResult = APIGatewayProxyStructuredResultV2 & { headers: Record<string, string | number | boolean> };

/** A header by its name in lower case, whatever the case it came in. */
export function headerOf(event: Pick<ApiEvent, 'headers'>, name: string): string | undefined {
  const headers = event.headers as ApiEvent['headers'] | undefined;
  const value = headers?.[name];
  if (value !== undefined || !headers) return value;
  const key = Object.keys(headers).find((other) => other.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}
