import type { IncomingHttpHeaders } from 'node:http';

/** One call of an SDK client, as it came to the proxy. */
export interface Call {
  /**
   * `DynamoDB.PutItem`, `SQS.SendMessage`, `SNS.Publish`, `EventBridge.PutEvents`, `SESv2.SendEmail`, `S3.PutObject`, `SecretsManager.GetSecretValue`,
   * `ApiGatewayManagementApi.PostToConnection`; `sts.POST /` where the service has no entry here.
   */
  readonly operation: string;
  /** What the SDK's command was given: the request's JSON or form, what the address tells of a connection; the body's text where it is none of these. */
  readonly input: unknown;
  /** What became of it: `passed`, or the name of the fault that met it. */
  fate: string;
  /** Whether the engine got it (a fault may have dropped the answer all the same). */
  delivered: boolean;
}

/** `X-Amz-Target` of the JSON protocols: the prefix is the API's name and version. */
const targets: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'DynamoDB',
  AmazonSQS: 'SQS',
  AWSEvents: 'EventBridge',
  AWSCognitoIdentityProviderService: 'Cognito',
  secretsmanager: 'SecretsManager',
};

/** Services of the query protocol, by what their signature is for: the action is in the form. */
const queries: Readonly<Record<string, string>> = { sns: 'SNS' };

/** REST APIs name the operation by method and path alone. */
const routes: readonly [RegExp, string][] = [
  [/^POST \/v2\/email\/outbound-emails$/, 'SESv2.SendEmail'],
  // Below the path of a stage: `/_aws/execute-api/<id>/<stage>` at the engine.
  [/^POST \/.*@connections\/[^/]+$/, 'ApiGatewayManagementApi.PostToConnection'],
  [/^DELETE \/.*@connections\/[^/]+$/, 'ApiGatewayManagementApi.DeleteConnection'],
  [/^GET \/.*@connections\/[^/]+$/, 'ApiGatewayManagementApi.GetConnection'],
];

/** S3's by method, by whether the path (path style) has a key, and by the parameter that names a subresource. */
const ofS3: readonly [RegExp, string][] = [
  [/^PUT \/[^/]+\/[^?]/, 'PutObject'],
  [/^GET \/[^/]+\/[^?]/, 'GetObject'],
  [/^HEAD \/[^/]+\/[^?]/, 'HeadObject'],
  [/^DELETE \/[^/]+\/[^?]/, 'DeleteObject'],
  [/^POST \/[^/]+\/?\?(.*&)?delete\b/, 'DeleteObjects'],
  [/^GET \/[^/]+\/?\?(.*&)?versions\b/, 'ListObjectVersions'],
  [/^GET \/[^/]+\/?\?(.*&)?list-type=2\b/, 'ListObjectsV2'],
];

/** Names the operation of a request from its target, its route or, failing both, the service that its signature is for. */
export const operationOf = (method: string, url: string, headers: IncomingHttpHeaders, body: Buffer): string => {
  const [, prefix, name] = /^([^.]+)\.(\w+)$/.exec(String(headers['x-amz-target'] ?? '')) ?? [];
  if (prefix !== undefined) return `${targets[prefix] ?? prefix}.${name}`;
  const request = `${method} ${url.split('?')[0]}`;
  const known = routes.find(([route]) => route.test(request));
  if (known) return known[1];
  const [, service] = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const query = queries[service ?? ''];
  if (query) return `${query}.${new URLSearchParams(body.toString('utf8')).get('Action')}`;
  const operation = service === 's3' && ofS3.find(([route]) => route.test(`${method} ${url}`))?.[1];
  return operation ? `S3.${operation}` : `${service ?? 'unsigned'}.${request}`;
};
