import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { command, event, Type } from '@libs/contracts';
import { BadRequest, Retryable, Unprocessable } from '@libs/contracts/errors';
import { failEntries, faultyProxy, poll, testEngine, testTable } from '@libs/testing';
import { emit, eventId, once, type Outgoing, type PutEvents, publish, relay } from '../src/index.ts';

const Noted = event('notes', 'Noted', 3, { text: Type.String({ maxLength: 300_000 }) });
const at = new Date('2026-11-21T10:00:00.000Z');

const outgoing = (text: string, id = eventId(text, 'Noted', 0)): Outgoing => ({
  contract: Noted,
  envelope: { metadata: { id, version: 3, occurredAt: at.toISOString(), correlationId: 'c-1' }, data: { text } },
});

/** A bus that keeps its calls, and refuses the entries whose detail matches so many times. */
function bus(refused = /never/, times = Number.POSITIVE_INFINITY) {
  const calls: string[][] = [];
  let left = times;
  const put: PutEvents = async (entries) => {
    calls.push(entries.map(({ Detail = '' }) => (JSON.parse(Detail) as { data: { text: string } }).data.text));
    return entries.map(({ Detail = '' }) =>
      refused.test(Detail) && left-- > 0 ? { ErrorCode: 'ThrottlingException' } : { EventId: 'x' },
    );
  };
  return { calls, put };
}

describe('publishing', () => {
  it('splits by count and by bytes', async () => {
    const { calls, put } = bus();
    await publish(
      Array.from({ length: 23 }, (_, i) => outgoing(`${i}`)),
      put,
    );
    expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
    calls.length = 0;
    await publish(
      ['é'.repeat(60_000), 'b'.repeat(120_000), 'c'.repeat(100_000), 'd'].map((text) => outgoing(text)),
      put,
    );
    expect(calls.map((call) => call.map((text) => text[0]))).toEqual([
      ['é', 'b'],
      ['c', 'd'],
    ]);
    await publish([], put);
    expect(calls).toHaveLength(2);
  });

  it('sends again what the bus refused, and that alone', async () => {
    const { calls, put } = bus(/"text":"b"/, 2);
    await publish(
      ['a', 'b', 'c'].map((text) => outgoing(text)),
      put,
    );
    expect(calls).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
  });

  it('is an error that may pass when the bus goes on refusing', async () => {
    await expect(publish([outgoing('a'), outgoing('b')], bus(/"text":"b"/).put)).rejects.toThrow(
      new Retryable('x', 'The bus refused 1 of 2 events: ThrottlingException'),
    );
  });

  it('refuses what is not as its contract says, or too large, before anything is sent', async () => {
    const { calls, put } = bus();
    await expect(publish([outgoing('a'), outgoing('b', 'no-uuid')], put)).rejects.toBeInstanceOf(BadRequest);
    await expect(publish([outgoing('a'), outgoing('x'.repeat(262_100))], put)).rejects.toBeInstanceOf(Unprocessable);
    expect(calls).toEqual([]);
  });

  it('names the service that publishes: its own in an event, the one that asks in a command', async () => {
    // Prepare
    const Wanted = command('Wanted', 1, { text: Type.String({ maxLength: 9 }) });
    const sources: (string | undefined)[] = [];
    const put: PutEvents = async (entries) =>
      entries.map(({ Source }) => {
        sources.push(Source);
        return { EventId: 'x' };
      });
    const wanted = { ...outgoing('a'), contract: Wanted };
    // Act
    process.env['SERVICE'] = 'images';
    await publish([outgoing('a'), wanted], put);
    delete process.env['SERVICE'];
    const nameless = publish([outgoing('b'), wanted], put);
    // Assess
    await expect(nameless).rejects.toThrow('SERVICE is not set');
    expect(sources).toEqual(['notes', 'images']);
  });

  it('goes to the real bus, and through a call of which some entries fail', async () => {
    const engine = await testEngine();
    await using proxy = await faultyProxy(engine.endpoint);
    proxy.inject(
      'EventBridge.PutEvents',
      failEntries((_, index) => index === 1),
      { times: 1 },
    );
    const client = new EventBridgeClient({ ...engine.client, endpoint: proxy.endpoint });
    process.env['EVENT_BUS_NAME'] = 'default';
    await publish(
      ['a', 'b', 'c'].map((text) => outgoing(text)),
      async (Entries) => (await client.send(new PutEventsCommand({ Entries }))).Entries ?? [],
    );
    expect(
      proxy.callsOf('EventBridge.PutEvents').map(({ input }) => (input as { Entries: unknown[] }).Entries.length),
    ).toEqual([3, 1]);
  });
});

describe('a relay', () => {
  const change = (id: string, text: string) => ({ id, correlationId: `c-${id}`, at, text });
  const toEvents = ({ text }: ReturnType<typeof change>) =>
    text === '' ? [] : [emit(Noted, { text }), emit(Noted, { text: `${text}!` })];

  it('makes events whose ids follow from the change, so that one read twice gives the same', async () => {
    const lots: (readonly Outgoing[])[] = [];
    const run = async (items: ReturnType<typeof change>[]) =>
      relay(toEvents)({ items }, async (events) => void lots.push(events));
    const told = await run([change('r1', 'a'), change('r2', '')]);
    await run([change('r1', 'a')]);
    expect(lots[1]).toEqual(lots[0]);
    expect(lots[0]?.map(({ envelope }) => envelope)).toMatchObject([
      {
        data: { text: 'a' },
        metadata: { version: 3, correlationId: 'c-r1', causationId: 'r1', occurredAt: at.toISOString() },
      },
      { data: { text: 'a!' } },
    ]);
    const ids = lots[0]?.map(({ envelope }) => envelope.metadata.id) ?? [];
    expect(new Set(ids).size).toBe(2);
    expect(told.get('r1')).toEqual({ published: ids.map((id) => ({ id, name: 'Noted' })) });
    expect(told.get('r2')).toEqual({ published: [] });
  });

  it('makes events whose ids follow from what happens once, where more than one change may tell of it', async () => {
    const named = ({ text }: ReturnType<typeof change>) => [emit(Noted, { text }, 'occurrence-1')];
    const ids: (string | undefined)[] = [];
    for (const items of [[change('r1', 'a')], [change('r2', 'a')]]) {
      await relay(named)({ items }, async ([first]) => void ids.push(first?.envelope.metadata.id));
    }
    expect(ids[0]).toBeDefined();
    expect(ids[1]).toBe(ids[0]);
  });

  it('does not compile with data that the event does not have', () => {
    // @ts-expect-error text is a string
    emit(Noted, { text: 1 });
    expect.assertions(0);
  });
});

it('an event id is a UUID of version 8, and differs by cause, name and place', () => {
  const ids = [eventId('a', 'b', 0), eventId('a', 'b', 1), eventId('a', 'c', 0), eventId('b', 'b', 0)];
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

it('once: an event that is delivered twice at the same time has one effect, and the other delivery comes again', async () => {
  const engine = await testEngine();
  Object.assign(process.env, { TABLE_NAME: (await testTable(engine)).name, AWS_ENDPOINT_URL: engine.endpoint });
  const effect = jest.fn(async () => undefined);
  const results = await Promise.allSettled([
    once('mail', 'e-1', effect),
    once('mail', 'e-1', effect),
    once('mail', 'e-1', effect),
  ]);
  expect(effect).toHaveBeenCalledTimes(1);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(refused.filter((reason) => !(reason instanceof Retryable))).toEqual([]);
  await once('mail', 'e-1', effect);
  expect(effect).toHaveBeenCalledTimes(1);
});

it('once: an attempt that was killed blocks the event for its lease alone', async () => {
  const engine = await testEngine();
  Object.assign(process.env, { TABLE_NAME: (await testTable(engine)).name, AWS_ENDPOINT_URL: engine.endpoint });
  const { promise: running, resolve: started } = Promise.withResolvers<void>();
  const killed = async () => {
    started();
    return new Promise<never>(() => undefined);
  };
  void once('mail', 'e-2', killed, { leaseMs: 300 });
  await running;
  const effect = jest.fn(async () => undefined);
  await expect(once('mail', 'e-2', effect)).rejects.toBeInstanceOf(Retryable);
  await poll('second attempt', async () => {
    await once('mail', 'e-2', effect);
    return true;
  });
  expect(effect).toHaveBeenCalledTimes(1);
});
