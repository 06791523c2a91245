import { parseLogLine } from '../../src/trace/index.ts';
import { handledText } from './lines.ts';

describe('a line of a log', () => {
  it('is read with all that its invocation was', () => {
    const line = parseLogLine(
      handledText({
        init_ms: 180,
        status: 409,
        outcome: 'error',
        error: { name: 'Conflict', message: 'taken', stack: 'at x' },
      }),
    );
    expect(line).toMatchObject({
      service: 'users',
      functionName: 'users-local-get-me',
      requestId: 'request-1',
      correlationId: 'correlation-1',
      handled: { trigger: 'api', operation: 'GET /users/me', duration: 10, init: 180, coldStart: true, status: 409 },
      error: { name: 'Conflict', message: 'taken', stack: 'at x' },
    });
  });

  it("is read behind the time, request id and level of the runtime's text format", () => {
    expect(parseLogLine(`2026-11-21T13:00:00.000Z\trequest-1\tINFO\t${handledText()}`)?.handled?.operation).toBe(
      'GET /users/me',
    );
  });

  it.each([
    ['a platform line', 'START RequestId: 1 Version: $LATEST'],
    ['text with a brace', 'connected to {database}'],
    ['cut JSON', handledText().slice(0, -5)],
    ['a JSON array', '[1, 2]'],
    ['JSON of something else', '{"_aws":{"Timestamp":1}}'],
    ['a time that is none', handledText({ timestamp: 'yesterday' })],
    ['nothing', ''],
  ])('is none of ours when it is %s', (_what, text) => {
    expect(parseLogLine(text)).toBeUndefined();
  });

  it.each([
    ['an unknown trigger', { trigger: 'magic' }],
    ['no duration', { duration_ms: '10' }],
    ['an unknown outcome', { outcome: 'maybe' }],
    ['a start that is no time', { started_at: 'soon' }],
  ])('is a message like any other with %s', (_what, keys) => {
    expect(parseLogLine(handledText(keys))).toMatchObject({ message: 'handled' });
    expect(parseLogLine(handledText(keys))?.handled).toBeUndefined();
  });

  it('survives keys of unexpected kinds', () => {
    const line = parseLogLine(
      handledText({ published: [1, { id: 2 }, null], error: 'text', correlation_id: 5, event_id: {} }),
    );
    expect(line).toMatchObject({ correlationId: '', handled: { published: [{ id: '', name: '' }] } });
    expect(line?.error).toBeUndefined();
  });
});
