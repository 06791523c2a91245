import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Context, Hono } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { z } from 'zod';
import type { Stack } from '../stack.ts';

export const client = new DynamoDBClient({});
export const stored = 'attributes';

type Bindings = { event: Parameters<Stack['handler']>[0]; lambdaContext: LambdaContext };
type Variables = { correlationId: string };

const NewNote = z.strictObject({ title: z.string().min(1).max(100), text: z.string().max(1000).default('') });
const NoteId = z.object({ id: z.uuid() });

class Problem extends Error {
  readonly status: 400 | 401 | 404 | 413 | 415 | 500;
  readonly type: string;
  readonly errors: z.core.$ZodIssue[] | undefined;

  constructor(status: Problem['status'], type: string, title: string, errors?: z.core.$ZodIssue[]) {
    super(title);
    this.status = status;
    this.type = type;
    this.errors = errors;
  }
}

let cold = true;

const app = new Hono<{ Bindings: Bindings; Variables: Variables }>();

app.use(async (c, next) => {
  const startedAt = performance.now();
  const given = c.req.header('x-correlation-id');
  const correlationId =
    given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : c.env.lambdaContext.awsRequestId;
  c.set('correlationId', correlationId);
  await next();
  c.header('x-correlation-id', correlationId);
  c.header('cache-control', 'no-store');
  const { status } = c.res;
  console.log(
    JSON.stringify({
      level: status < 500 ? 'INFO' : 'ERROR',
      message: 'handled',
      timestamp: new Date().toISOString(),
      service: process.env['SERVICE'],
      function_name: c.env.lambdaContext.functionName,
      function_request_id: c.env.lambdaContext.awsRequestId,
      correlation_id: correlationId,
      cold_start: cold,
      trigger: 'api',
      operation: `${c.req.method} ${c.req.path}`,
      duration_ms: performance.now() - startedAt,
      outcome: c.error === undefined ? 'ok' : 'error',
      status,
      error: c.error && { name: c.error.name, message: c.error.message, stack: c.error.stack },
    }),
  );
  cold = false;
});
app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } }));
app.use(async (c, next) => {
  if (typeof c.env.event.requestContext.authorizer?.jwt?.claims?.['sub'] !== 'string') {
    throw new Problem(401, 'unauthenticated', 'A valid token is needed');
  }
  await next();
});

app.post(
  '/notes',
  bodyLimit({
    maxSize: 1024 * 1024,
    onError: () => {
      throw new Problem(413, 'body-too-large', 'The body is larger than 1 MiB');
    },
  }),
  async (c) => {
    const { title, text } = checked(NewNote, await json(c));
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
    return c.json(note, 201);
  },
);

app.get('/notes/:id', async (c) => {
  const { id } = checked(NoteId, c.req.param());
  const { Item } = await client.send(
    new GetItemCommand({ TableName: process.env['TABLE_NAME'], Key: { pk: { S: `note#${id}` }, sk: { S: 'note' } } }),
  );
  if (!Item) throw new Problem(404, 'not-found', 'There is no such note');
  return c.json({ id, title: Item['title']?.S, text: Item['text']?.S, createdAt: Item['createdAt']?.S });
});

app.onError((error, c) => {
  const problem = error instanceof Problem ? error : new Problem(500, 'internal-error', 'Something went wrong');
  const { type, message: title, status, errors } = problem;
  const found = errors?.map(({ path, code, message }) => ({ pointer: `/${path.join('/')}`, code, message }));
  return c.json({ type, title, status, correlationId: c.get('correlationId'), errors: found }, status, {
    'content-type': 'application/problem+json',
  });
});

async function json(c: Context): Promise<unknown> {
  if (!c.req.header('content-type')?.startsWith('application/json')) {
    throw new Problem(415, 'unsupported-media-type', 'The body must be application/json');
  }
  try {
    return await c.req.json();
  } catch {
    throw new Problem(400, 'malformed-json', 'The body is not JSON');
  }
}

function checked<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const { success, data, error } = schema.safeParse(value);
  if (!success) throw new Problem(400, 'invalid-request', 'The request is not valid', error.issues.slice(0, 20));
  return data;
}

const run = handle(app);

// hono's types of the event and the context are its own, for the same things.
export const handler: Stack['handler'] = (event, context) =>
  run(event as unknown as LambdaEvent, context as unknown as LambdaContext);
