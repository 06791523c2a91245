import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2WithJWTAuthorizer as Event } from 'aws-lambda';
import type { Stack } from '../stack.ts';

export const client = new DynamoDBClient({});
export const stored = 'attributes';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MOST_BODY = 1024 * 1024;
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains; preload',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

interface Violation {
  pointer: string;
  code: string;
  message: string;
}

class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly errors: Violation[] | undefined;

  constructor(status: number, type: string, title: string, errors?: Violation[]) {
    super(title);
    this.status = status;
    this.type = type;
    this.errors = errors;
  }
}

let cold = true;

export const handler: Stack['handler'] = async (event, context) => {
  const startedAt = performance.now();
  const given = event.headers['x-correlation-id'];
  const correlationId = given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : context.awsRequestId;
  let status = 200;
  let thrown: unknown;
  let body: string;
  let type = 'application/json';
  try {
    if (typeof event.requestContext.authorizer?.jwt?.claims?.['sub'] !== 'string') {
      throw new Problem(401, 'unauthenticated', 'A valid token is needed');
    }
    if (event.routeKey === 'POST /notes') {
      status = 201;
      body = JSON.stringify(await create(event));
    } else {
      body = JSON.stringify(await get(event.pathParameters?.['id'] ?? ''));
    }
  } catch (error) {
    thrown = error;
    const problem = error instanceof Problem ? error : new Problem(500, 'internal-error', 'Something went wrong');
    ({ status } = problem);
    type = 'application/problem+json';
    body = JSON.stringify({
      type: problem.type,
      title: problem.message,
      status,
      correlationId,
      errors: problem.errors,
    });
  }
  console.log(
    JSON.stringify({
      level: status < 500 ? 'INFO' : 'ERROR',
      message: 'handled',
      timestamp: new Date().toISOString(),
      service: process.env['SERVICE'],
      function_name: context.functionName,
      function_request_id: context.awsRequestId,
      correlation_id: correlationId,
      cold_start: cold,
      trigger: 'api',
      operation: event.routeKey,
      duration_ms: performance.now() - startedAt,
      outcome: thrown === undefined ? 'ok' : 'error',
      status,
      error: thrown instanceof Error ? { name: thrown.name, message: thrown.message, stack: thrown.stack } : undefined,
    }),
  );
  cold = false;
  return { statusCode: status, headers: { ...HEADERS, 'content-type': type, 'x-correlation-id': correlationId }, body };
};

async function create(event: Event) {
  const { title, text } = parse(event);
  const note = { id: randomUUID(), title, text, createdAt: new Date().toISOString() };
  await client.send(
    new PutItemCommand({
      TableName: process.env['TABLE_NAME'],
      Item: {
        pk: { S: `note#${note.id}` },
        sk: { S: 'note' },
        id: { S: note.id },
        title: { S: title },
        text: { S: text },
        createdAt: { S: note.createdAt },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
  return note;
}

async function get(id: string) {
  if (!UUID.test(id)) {
    throw new Problem(400, 'invalid-request', 'The request is not valid', [
      { pointer: '/params/id', code: 'format', message: 'must match format "uuid"' },
    ]);
  }
  const { Item } = await client.send(
    new GetItemCommand({ TableName: process.env['TABLE_NAME'], Key: { pk: { S: `note#${id}` }, sk: { S: 'note' } } }),
  );
  if (!Item) throw new Problem(404, 'not-found', 'There is no such note');
  return { id, title: Item['title']?.S, text: Item['text']?.S, createdAt: Item['createdAt']?.S };
}

function parse({ headers, body = '', isBase64Encoded }: Event): { title: string; text: string } {
  if (body.length > MOST_BODY) throw new Problem(413, 'body-too-large', 'The body is larger than 1 MiB');
  if (!headers['content-type']?.startsWith('application/json')) {
    throw new Problem(415, 'unsupported-media-type', 'The body must be application/json');
  }
  let value: unknown;
  try {
    value = JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString() : body);
  } catch {
    throw new Problem(400, 'malformed-json', 'The body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem(400, 'invalid-request', 'The request is not valid', [
      { pointer: '/body', code: 'type', message: 'must be object' },
    ]);
  }
  const { title, text = '', ...unknown } = value as Record<string, unknown>;
  const errors: Violation[] = Object.keys(unknown).map((key) => ({
    pointer: `/body/${key.slice(0, 100)}`,
    code: 'unknown',
    message: 'is not known here',
  }));
  if (typeof title !== 'string' || title.length < 1 || title.length > 100) {
    errors.push({ pointer: '/body/title', code: 'length', message: 'must be a string of 1 to 100 characters' });
  }
  if (typeof text !== 'string' || text.length > 1000) {
    errors.push({ pointer: '/body/text', code: 'length', message: 'must be a string of at most 1000 characters' });
  }
  if (errors.length > 0) throw new Problem(400, 'invalid-request', 'The request is not valid', errors.slice(0, 20));
  return { title: title as string, text: text as string };
}
