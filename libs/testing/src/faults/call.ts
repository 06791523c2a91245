import type { IncomingHttpHeaders } from 'node:http';

/** One call of an SDK client, as it came to the proxy. */
export interface Call {
  /** `DynamoDB.PutItem`, `SQS.SendMessage`, `EventBridge.PutEvents`, `SESv2.SendEmail`, `S3.PutObject`; `sns.POST /` where the service has no entry here. */
  readonly operation: string;
  /** The request's JSON; its text where it is none. */
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
};

/** REST APIs name the operation by method and path alone. */
const routes: readonly [RegExp, string][] = [[/^POST \/v2\/email\/outbound-emails$/, 'SESv2.SendEmail']];

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
export const operationOf = (method: string, url: string, headers: IncomingHttpHeaders): string => {
  const [, prefix, name] = /^([^.]+)\.(\w+)$/.exec(String(headers['x-amz-target'] ?? '')) ?? [];
  if (prefix !== undefined) return `${targets[prefix] ?? prefix}.${name}`;
  const request = `${method} ${url.split('?')[0]}`;
  const known = routes.find(([route]) => route.test(request));
  if (known) return known[1];
  const [, service] = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const operation = service === 's3' && ofS3.find(([route]) => route.test(`${method} ${url}`))?.[1];
  return operation ? `S3.${operation}` : `${service ?? 'unsigned'}.${request}`;
};

/** The body as JSON, or its text. */
export const inputOf = (body: Buffer): unknown => {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text; // S3's bytes, SNS's form: a predicate may still look into it
  }
};
