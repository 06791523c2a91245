import type { Context } from 'aws-lambda';
import type * as observability from '../src/index.ts';
import { correlate, correlation, correlationIdFrom, log, logHandled, metrics, now, traced } from '../src/index.ts';
import { flushMetrics } from '../src/metrics.ts';
import { redact } from '../src/redact.ts';

/** Logger and metrics write through a console of their own, on the streams of the process. */
async function linesOf(run: () => unknown): Promise<Record<string, unknown>[]> {
  const written: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    }),
  );
  const level = log.getLevelName();
  log.setLogLevel('DEBUG');
  try {
    await run();
  } finally {
    log.setLogLevel(level);
    for (const spy of spies) spy.mockRestore();
  }
  return written.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the line of an invocation', () => {
  it('has the fields that the trace reads, and init_ms once', async () => {
    const startedAt = now() - 5;
    const [first, second] = await linesOf(() =>
      correlate({ correlationId: 'c-1', causationId: 'e-1' }, () => {
        logHandled({ trigger: 'api', operation: 'GET /x', startedAt, status: 200 });
        logHandled({ trigger: 'api', operation: 'GET /x', startedAt, status: 404, error: new Error('none') });
      }),
    );
    expect(first).toMatchObject({
      level: 'INFO',
      message: 'handled',
      correlation_id: 'c-1',
      causation_id: 'e-1',
      trigger: 'api',
      operation: 'GET /x',
      outcome: 'ok',
      status: 200,
      started_at: new Date(startedAt).toISOString(),
      init_ms: expect.any(Number) as number,
    });
    expect(first?.['duration_ms']).toBeGreaterThanOrEqual(5);
    expect(second).toMatchObject({ level: 'INFO', outcome: 'error', error: { name: 'Error', message: 'none' } });
    expect(second).not.toHaveProperty('init_ms');
  });

  it('has no init_ms when the first invocation had nothing to handle', async () => {
    const [line] = await linesOf(() =>
      jest.isolateModules(() => {
        const fresh = jest.requireActual<typeof observability>('../src/index.ts');
        const context = {
          awsRequestId: 'r',
          functionName: 'f',
          memoryLimitInMB: '512',
          invokedFunctionArn: 'arn',
        } as Context;
        fresh.log.setLogLevel('DEBUG');
        fresh.beginInvocation(context);
        fresh.beginInvocation(context);
        fresh.logHandled({ trigger: 'queue', operation: 'ObjectCreated', startedAt: now() });
      }),
    );
    expect(line).toMatchObject({ operation: 'ObjectCreated' });
    expect(line).not.toHaveProperty('init_ms');
  });

  it('is an error when the fault is ours', async () => {
    const [line] = await linesOf(() =>
      logHandled({
        trigger: 'cron',
        operation: 'sweep',
        startedAt: now(),
        error: new Error('no', { cause: new Error('deep') }),
      }),
    );
    expect(line).toMatchObject({ level: 'ERROR', error: { message: 'no', cause: { message: 'deep' } } });
  });
});

describe('redaction', () => {
  it('hides personal data by the name of a property and by the look of a text, at any depth', async () => {
    const [line] = await linesOf(() =>
      log.info('mail to ada@example.com', {
        person: { email: 'x', phoneNumber: '1', displayName: 'Grace', headers: { Authorization: 'Bearer abc' } },
        note: 'token eyJhbGciOi.eyJzdWIi.c2ln and Bearer abc.def',
        error: new Error('bob@example.org is taken'),
      }),
    );
    const text = JSON.stringify(line);
    for (const secret of ['ada@', 'bob@', 'Grace', 'abc', 'eyJ', '"x"']) expect(text).not.toContain(secret);
    expect(line).toMatchObject({
      message: 'mail to [redacted]',
      person: { email: '[redacted]', headers: { Authorization: '[redacted]' } },
    });
  });

  it.each([
    ['call +49 151 2345678 now'],
    ['zoë@exämple.de'],
    ["o'neil@example.de"],
    ['/users?email=jane.doe%40example.com'],
    ['Basic YWRhOnB3'],
    ['?access_token=opaque-123&x=1'],
  ])('hides %s', (text) => {
    const told = JSON.stringify({ text }, redact);
    expect(told).toContain('[redacted]');
    expect(told).not.toMatch(/151|zo|neil|jane|YWRh|opaque/);
  });

  it('leaves the rest as it is', () => {
    const value = {
      id: 'u-1',
      count: 3,
      note: 'hello',
      none: null,
      list: [1, 'two'],
      at: '2026-11-21T10:00:00+02:00',
      sum: '1 +2 + 3',
    };
    expect(JSON.parse(JSON.stringify(value, redact))).toEqual(value);
  });
});

describe('a correlation', () => {
  it('is seen by all that runs under it, and by nothing else', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((correlationId) =>
        correlate({ correlationId }, async () => {
          await Promise.resolve();
          return correlation()?.correlationId;
        }),
      ),
    );
    expect(seen).toEqual(['a', 'b']);
    expect(correlation()).toBeUndefined();
  });

  it.each([undefined, '', 'a b', 'x'.repeat(129), 'a\nb', '{"a":1}', 'é'])(
    'from outside is taken only in a safe form (%p)',
    (given) => {
      expect(correlationIdFrom(given, 'own')).toBe('own');
      expect(correlationIdFrom('1-67891233-abcdef012345678912345678', 'own')).toBe(
        '1-67891233-abcdef012345678912345678',
      );
    },
  );
});

it('writes metrics in the embedded format, and no line when there are none', async () => {
  const lines = await linesOf(() => {
    flushMetrics();
    metrics.addMetric('MailsSent', 'Count', 1);
    flushMetrics();
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    MailsSent: 1,
    _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'MailsSent', Unit: 'Count' }] }] },
  });
});

describe('tracing', () => {
  afterEach(() => delete process.env['_X_AMZN_TRACE_ID']);

  it('only runs the function when the invocation is not sampled', async () => {
    process.env['_X_AMZN_TRACE_ID'] = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0';
    await expect(traced('x', async () => 7)).resolves.toBe(7);
  });
});
