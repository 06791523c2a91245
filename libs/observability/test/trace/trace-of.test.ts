import { type Span, traceOf } from '../../src/trace/index.ts';
import { chain, handled, said } from './lines.ts';

/** `<depth> <operation> <link>` of each span. */
function shape(spans: readonly Span[] = []): string[] {
  return spans.map(({ depth, operation, link }) => `${depth} ${operation} ${link}`);
}

const whole = [
  '0 PATCH /users/me root',
  '1 profile changed only',
  '2 UserRegistered event',
  '2 UserProfileChanged event',
];

describe('the trace of a correlation id', () => {
  it('leads from the request through the relay to the consumer, with what nobody handled', () => {
    const trace = traceOf('correlation-1', chain());
    expect(shape(trace?.spans)).toEqual(expect.arrayContaining(whole));
    expect(trace).toMatchObject({ duration: 100, errors: 0, coldStarts: 0, services: ['users', 'notifications'] });
    expect(trace?.startedAt).toBe('2026-11-21T13:00:00.100Z');
    expect(trace?.spans.find(({ operation }) => operation === 'UserProfileChanged')).toMatchObject({
      outcome: 'pending',
      start: 60,
    });
  });

  it('is the same whatever the order of the lines, and when each comes twice', () => {
    const lines = chain();
    const expected = traceOf('correlation-1', lines);
    for (const order of [lines.toReversed(), [...lines, ...lines], [2, 0, 1].flatMap((i) => lines.slice(i, i + 1))])
      expect(traceOf('correlation-1', order)).toEqual(expected);
  });

  it('has each message of a batch that holds the same event several times, within one millisecond', () => {
    const [first, second] = ['message-1', 'message-2'].map((message_id) =>
      handled({ event_id: 'event-1', message_id }),
    );
    expect(
      traceOf(
        'correlation-1',
        [first, second, first].flatMap((line) => line ?? []),
      )?.spans,
    ).toHaveLength(2);
  });

  it('is nothing without a line of it, and leaves the lines of others out', () => {
    expect(traceOf('other', chain())).toBeUndefined();
    expect(traceOf('correlation-1', [])).toBeUndefined();
    const others = handled({ correlation_id: 'other', requestId: 'r-other' });
    expect(traceOf('correlation-1', [...chain(), others])?.spans).toHaveLength(4);
  });

  it('hangs a step whose parent is not in the log under the latest before it', () => {
    const [api, , consumer] = chain();
    const trace = traceOf(
      'correlation-1',
      [api, consumer].filter((line) => line !== undefined),
    );
    expect(shape(trace?.spans)).toEqual(['0 PATCH /users/me root', '1 UserRegistered only']);
  });

  it('makes a root of a step with nothing before it', () => {
    expect(shape(traceOf('correlation-1', chain().slice(2))?.spans)).toEqual(['0 UserRegistered root']);
  });

  it('says that a parent is doubtful when several may have caused a step', () => {
    const first = handled({ requestId: 'r-0', start: 10, operation: 'PUT /users/me/handle' });
    const trace = traceOf('correlation-1', [first, ...chain()]);
    expect(shape(trace?.spans)).toEqual(
      expect.arrayContaining(['0 PUT /users/me/handle root', '1 profile changed time']),
    );
    const relay = trace?.spans.find(({ operation }) => operation === 'profile changed');
    expect(trace?.spans.find(({ id }) => id === relay?.parentId)?.operation).toBe('PATCH /users/me');
  });

  it('hangs two that were told of the same object under what led to it, and not under each other', () => {
    const api = handled({ requestId: 'r-api', operation: 'POST /images' });
    const told = (by: string, start: number) =>
      handled({ by, requestId: by, start, trigger: 'queue', operation: 'ObjectCreated', causation_id: 'message' });
    const lines = [api, told('users/render', 20), told('users/analyze', 30)];
    expect(shape(traceOf('correlation-1', lines)?.spans)).toEqual([
      '0 POST /images root',
      '1 ObjectCreated only',
      '1 ObjectCreated only',
    ]);
  });

  it('follows a causation id to the request that it names', () => {
    const api = handled({ requestId: 'r-api' });
    const task = handled({
      by: 'images/resize',
      requestId: 'r-task',
      start: 20,
      trigger: 'task',
      operation: 'resize',
      causation_id: 'r-api',
    });
    expect(shape(traceOf('correlation-1', [task, api])?.spans)).toEqual(['0 GET /users/me root', '1 resize cause']);
  });

  it('numbers what came again, and keeps each try', () => {
    const [api, relay, consumer] = chain();
    const failed = handled({
      by: 'notifications/send-welcome',
      requestId: 'r-mail-0',
      start: 170,
      trigger: 'consumer',
      operation: 'UserRegistered',
      event_id: 'event-2',
      outcome: 'error',
      error: { name: 'Refused', message: 'no' },
    });
    const trace = traceOf(
      'correlation-1',
      [api, consumer, failed, relay].filter((line) => line !== undefined),
    );
    const tries = trace?.spans.filter(({ operation }) => operation === 'UserRegistered');
    expect(tries?.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([
      ['error', undefined],
      ['ok', 2],
    ]);
    expect(trace?.errors).toBe(1);
  });

  it('shows what logged but never ended, with its warnings', () => {
    const lines = [
      said({ requestId: 'r-dead', start: 5, message: 'resizing', cold_start: true }),
      said({ requestId: 'r-dead', start: 9, level: 'WARN', message: 'memory is short' }),
    ];
    expect(traceOf('correlation-1', lines)?.spans).toEqual([
      expect.objectContaining({
        operation: 'resizing',
        outcome: 'unfinished',
        start: 0,
        notes: [{ level: 'WARN', message: 'memory is short' }],
      }),
    ]);
  });

  it('gives each record of a batch its own warnings, and the cold start to the first alone', () => {
    const record = { by: 'users/relay', requestId: 'r-batch', trigger: 'stream', cold_start: true };
    const lines = [
      handled({ ...record, start: 0, operation: 'one', event_id: '1', init_ms: 120 }),
      handled({ ...record, start: 50, operation: 'two', event_id: '2' }),
      said({ by: 'users/relay', requestId: 'r-batch', start: 55, level: 'ERROR', message: 'slow' }),
    ];
    const trace = traceOf('correlation-1', lines);
    expect(trace?.spans).toMatchObject([
      { operation: 'one', coldStart: true, init: 120, start: 120, notes: [] },
      { operation: 'two', coldStart: false, start: 170, notes: [{ message: 'slow' }] },
    ]);
    expect(trace?.coldStarts).toBe(1);
  });

  it('does not take the wait of a sandbox that was started ahead for a cold start', () => {
    const [span] = traceOf('correlation-1', [handled({ init_ms: 250_000, cold_start: true })])?.spans ?? [];
    expect(span).toMatchObject({ coldStart: true, start: 0 });
    expect(span?.init).toBeUndefined();
  });

  it('loses nothing when ids lead round in a circle', () => {
    const lines = [
      handled({ requestId: 'a', causation_id: 'b', trigger: 'task', operation: 'a' }),
      handled({ requestId: 'b', causation_id: 'a', trigger: 'task', operation: 'b', start: 1 }),
      handled({ requestId: 'c', causation_id: 'c', trigger: 'task', operation: 'c', start: 2 }),
    ];
    const trace = traceOf('correlation-1', lines);
    expect(trace?.spans.map(({ operation }) => operation).sort()).toEqual(['a', 'b', 'c']);
  });
});
