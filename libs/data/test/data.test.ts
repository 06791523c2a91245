import { BadRequest, Retryable } from '@libs/contracts/errors';
import { correlate } from '@libs/observability';
import { faultyProxy, refuse, streamEvent, testEngine, testTable, throttle, transactionConflict } from '@libs/testing';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Entity, Service } from 'electrodb';
import { changesOf, FAST, page, TransactionCanceled, tracked, transact } from '../src/index.ts';
import { InProgress, PayloadChanged, runOnce } from '../src/idempotency.ts';

const model = {
  model: { entity: 'note', version: '1', service: 'notes' },
  attributes: {
    id: { type: 'string', required: true },
    owner: { type: 'string', required: true },
    text: { type: 'string' },
    ...tracked,
  },
  indexes: { own: { pk: { field: 'pk', composite: ['owner'] }, sk: { field: 'sk', composite: ['id'] } } },
} as const;

async function notes(endpoint?: string) {
  const engine = await testEngine();
  const { name, client } = await testTable(engine);
  const own = endpoint === undefined ? client : new DynamoDBClient({ ...engine.client, endpoint });
  const Notes = new Entity(model, { client: own, table: name });
  return { engine, name, Notes, All: new Service({ Notes }, { client: own, table: name }) };
}

describe('a transaction', () => {
  it('throws when a condition does not hold, and says which', async () => {
    const { Notes, All } = await notes();
    await Notes.create({ owner: 'ada', id: '2' }).go(FAST);
    const both = async () =>
      transact(async () =>
        All.transaction
          .write(({ Notes: N }) => [
            N.create({ owner: 'ada', id: '1' }).commit(),
            N.create({ owner: 'ada', id: '2' }).commit(),
          ])
          .go(),
      );
    await expect(both()).rejects.toMatchObject({ name: 'TransactionCanceled', rejected: [1] });
    await expect(both()).rejects.toBeInstanceOf(TransactionCanceled);
    expect((await Notes.query.own({ owner: 'ada' }).go()).data).toHaveLength(1);
  });

  it('is tried again when another is in the way, and given up in the end', async () => {
    const engine = await testEngine();
    await using proxy = await faultyProxy(engine.endpoint);
    const { All, Notes } = await notes(proxy.endpoint);
    const write = async (id: string) =>
      transact(async () => All.transaction.write(({ Notes: N }) => [N.create({ owner: 'ada', id }).commit()]).go());
    proxy.inject('DynamoDB.TransactWriteItems', transactionConflict(), { times: 2 });
    await write('1');
    expect((await Notes.get({ owner: 'ada', id: '1' }).go()).data).toMatchObject({ id: '1' });
    proxy.inject('DynamoDB.TransactWriteItems', transactionConflict(), { times: 6 });
    await expect(write('2')).rejects.toBeInstanceOf(Retryable);
  });
});

describe('a page', () => {
  it('goes on where the last one ended, to the end', async () => {
    const { Notes } = await notes();
    for (const id of ['1', '2', '3']) await Notes.create({ owner: 'ada', id }).go();
    const first = await page(Notes.query.own({ owner: 'ada' }), { limit: 2 });
    const second = await page(Notes.query.own({ owner: 'ada' }), { limit: 2, cursor: first.next });
    expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([['1', '2'], ['3']]);
    expect(second).not.toHaveProperty('next');
    expect((await page(Notes.query.own({ owner: 'ada' }), { order: 'desc', limit: 1 })).items[0]?.id).toBe('3');
  });

  it('refuses a cursor that was made up', async () => {
    const { Notes } = await notes();
    const made = ['{}', '[]', 'null', '1', '{"pk":1,"sk":"a"}'].map((json) => Buffer.from(json).toString('base64url'));
    for (const cursor of ['nonsense', ...made]) {
      await expect(page(Notes.query.own({ owner: 'bob' }), { cursor })).rejects.toMatchObject({ type: 'bad-cursor' });
    }
  });

  it("refuses a cursor of another's list, as DynamoDB does", async () => {
    const engine = await testEngine();
    await using proxy = await faultyProxy(engine.endpoint);
    const { Notes } = await notes(proxy.endpoint);
    for (const owner of ['ada', 'bob']) for (const id of ['1', '2']) await Notes.create({ owner, id }).go();
    const { next } = await page(Notes.query.own({ owner: 'ada' }), { limit: 1 });
    // The engine does not check it; these are DynamoDB's words.
    proxy.inject(
      'DynamoDB.Query',
      refuse(
        'ValidationException',
        'The provided starting key is outside query boundaries based on provided conditions',
      ),
    );
    await expect(page(Notes.query.own({ owner: 'bob' }), { cursor: next })).rejects.toMatchObject({
      type: 'bad-cursor',
    });
  });

  it('passes other errors on', async () => {
    const engine = await testEngine();
    await using proxy = await faultyProxy(engine.endpoint);
    const { Notes } = await notes(proxy.endpoint);
    proxy.inject('DynamoDB.Query', throttle(), { times: 20 });
    await expect(page(Notes.query.own({ owner: 'ada' }), { cursor: undefined })).rejects.toMatchObject({
      name: expect.stringMatching(/Throughput|Throttl/) as string,
    });
  });
});

describe('an item', () => {
  it('carries the correlation of its last write, and when it was made and changed', async () => {
    const { Notes } = await notes();
    await correlate({ correlationId: 'c-1' }, async () => Notes.create({ owner: 'ada', id: '1' }).go());
    const { data: made } = await Notes.get({ owner: 'ada', id: '1' }).go();
    await correlate({ correlationId: 'c-2' }, async () =>
      Notes.patch({ owner: 'ada', id: '1' }).set({ text: 'x' }).go(),
    );
    const { data: changed } = await Notes.get({ owner: 'ada', id: '1' }).go();
    expect(made).toMatchObject({ correlationId: 'c-1', createdAt: expect.stringMatching(/Z$/) as string });
    expect(changed).toMatchObject({ correlationId: 'c-2', createdAt: made?.createdAt });
    expect(Date.parse(changed?.updatedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(made?.updatedAt ?? ''));
  });
});

describe('a stream record', () => {
  const Notes = new Entity(model, { table: 'none' });
  const read = changesOf({ note: Notes });
  const item = (text: string, entity = 'note') => ({
    pk: '$notes#owner_ada',
    sk: '$note_1#id_1',
    __edb_e__: entity,
    __edb_v__: '1',
    owner: 'ada',
    id: '1',
    text,
    correlationId: 'c-7',
  });

  it('is read as what happened to an entity', () => {
    const [made, changed, removed] = streamEvent([
      { after: item('a') },
      { before: item('a'), after: item('b') },
      { before: item('b'), expired: true },
    ]).Records.map(read);
    expect(made).toMatchObject({
      entity: 'note',
      kind: 'created',
      operation: 'note created',
      correlationId: 'c-7',
      after: { owner: 'ada', text: 'a' },
      expired: false,
    });
    expect(made?.at).toBeInstanceOf(Date);
    expect(changed).toMatchObject({ kind: 'changed', before: { text: 'a' }, after: { text: 'b' } });
    expect(removed).toMatchObject({ kind: 'removed', before: { text: 'b' }, expired: true });
    expect(removed).not.toHaveProperty('after');
  });

  it('of another entity is passed over, one that cannot be read is an error', () => {
    const [foreign, good] = streamEvent([{ after: item('a', 'other') }, { after: item('a') }]).Records;
    if (!foreign || !good) throw new Error('no records');
    expect(read(foreign)).toBeUndefined();
    expect(() => read({ ...good, dynamodb: {} })).toThrow(BadRequest);
  });
});

describe('a thing to be done once', () => {
  beforeEach(async () => {
    const { engine, name } = await notes();
    Object.assign(process.env, { TABLE_NAME: name, AWS_ENDPOINT_URL: engine.endpoint });
  });
  const attempt = { scope: 'mail', key: 'e-1', keepSeconds: 60, leaseMs: 60_000 };

  it('is done once, one after the other and side by side', async () => {
    const effect = jest.fn(async () => ({ n: 1 }));
    const results = await Promise.allSettled(Array.from({ length: 5 }, async () => runOnce(attempt, effect)));
    await expect(runOnce(attempt, effect)).resolves.toEqual({ n: 1 });
    expect(effect).toHaveBeenCalledTimes(1);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refused.filter((reason) => !(reason instanceof InProgress))).toEqual([]);
  });

  it('is another thing under another key or scope', async () => {
    const effect = jest.fn(async () => ({}));
    for (const other of [attempt, { ...attempt, key: 'e-2' }, { ...attempt, scope: 'sms' }])
      await runOnce(other, effect);
    expect(effect).toHaveBeenCalledTimes(3);
  });

  it('may be tried again when it failed, and is refused with another payload', async () => {
    await expect(runOnce(attempt, async () => Promise.reject(new Error('SES is away')))).rejects.toThrow('SES is away');
    await runOnce({ ...attempt, payload: { a: 1 } }, async () => ({}));
    await expect(runOnce({ ...attempt, payload: { a: 2 } }, async () => ({}))).rejects.toBeInstanceOf(PayloadChanged);
  });

  it('of an attempt that was killed waits for the end of its lease, and is then done', async () => {
    const effect = jest.fn(async () => ({}));
    void runOnce({ ...attempt, leaseMs: 1 }, async () => new Promise<never>(() => undefined));
    const { dynamoDB } = await import('../src/client.ts');
    const { ScanCommand } = await import('@aws-sdk/client-dynamodb');
    const started = async () =>
      (await dynamoDB().send(new ScanCommand({ TableName: process.env['TABLE_NAME'] }))).Count === 1;
    while (!(await started()));
    await runOnce(attempt, effect);
    expect(effect).toHaveBeenCalledTimes(1);
  });
});
