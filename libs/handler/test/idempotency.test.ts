import { route, Type } from '@libs/contracts';
import { BadRequest } from '@libs/contracts/errors';
import { httpEvent, lambdaContext, testEngine, testTable } from '@libs/testing';
import { api, reply } from '../src/index.ts';

const Made = route({
  method: 'POST',
  path: '/things',
  summary: 's',
  body: Type.Object({ name: Type.String({ maxLength: 80 }) }),
  response: Type.Object({ count: Type.Integer({ minimum: 0, maximum: 1e9 }) }),
  status: 201,
});

const counted = jest.fn(() => 1);

/** Requests against a function whose answers are kept in a table of the real engine. */
function make(work: () => Promise<void> | void = () => undefined) {
  let count = 0;
  const handler = api(Made, async () => {
    await work();
    return { count: ++count };
  });
  return async (key: string, name = 'a', sub = 'ada') => {
    const event = httpEvent('POST', {
      route: '/things',
      body: { name },
      headers: { 'Idempotency-Key': key },
      claims: { sub },
    });
    return (await handler(event, lambdaContext())) as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
  };
}

beforeAll(async () => {
  const engine = await testEngine();
  const { name } = await testTable(engine);
  Object.assign(process.env, { TABLE_NAME: name, AWS_ENDPOINT_URL: engine.endpoint });
});

it('gives the first answer again for the same key and payload, and does the work once', async () => {
  const post = make();
  const [first, again] = [await post('k-1'), await post('k-1')];
  expect(first.statusCode).toBe(201);
  expect([again.statusCode, again.body]).toEqual([201, first.body]);
});

it('refuses the key for another payload, and takes it from another caller', async () => {
  const post = make();
  await post('k-2');
  expect(await post('k-2', 'b')).toBeProblem(422, 'idempotency-key-reused');
  expect(JSON.parse((await post('k-2', 'b', 'grace')).body)).toEqual({ count: 2 });
});

it('refuses while the first request runs', async () => {
  const { promise: running, resolve: started } = Promise.withResolvers<void>();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const post = make(() => {
    started();
    return gate;
  });
  const first = post('k-3');
  await running;
  const second = await post('k-3');
  open();
  expect(second).toBeProblem(409, 'request-in-progress');
  expect((await first).statusCode).toBe(201);
});

it('forgets what went wrong, so that it may be tried again', async () => {
  let fail = true;
  const post = make(() => {
    if (fail) throw new BadRequest('no', 'No');
  });
  expect(await post('k-4')).toBeProblem(400, 'no');
  fail = false;
  expect((await post('k-4')).statusCode).toBe(201);
});

it('refuses keys that are empty, too long, or not visible ASCII', async () => {
  const post = make();
  for (const key of ['', 'a b', 'x'.repeat(256), 'ü']) expect(await post(key)).toBeProblem(400, 'invalid-request');
});

const Silent = route({ method: 'POST', path: '/things', summary: 's' });

it.each([
  ['with headers of its own', api(Made, async () => reply({ count: counted() }, { location: '/things/1' }))],
  ['with a property that is undefined', api(Made, async () => ({ count: counted(), note: undefined }))],
  ['without a body', api(Silent, async () => void counted())],
])('gives an answer %s again as it was', async (_, handler) => {
  counted.mockClear();
  const headers = { 'Idempotency-Key': crypto.randomUUID() };
  const post = async () => {
    const event = httpEvent('POST', { route: '/things', headers, body: { name: 'a' } });
    return (await handler(event, lambdaContext({ requestId: 'r' }))) as { statusCode: number };
  };
  const first = await post();
  expect(first.statusCode).toBeLessThan(300);
  expect(await post()).toEqual(first);
  expect(counted).toHaveBeenCalledTimes(1);
});
