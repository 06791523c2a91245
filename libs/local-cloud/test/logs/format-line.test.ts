import { stripVTControlCharacters } from 'node:util';
import { painter } from '@libs/observability/trace';
import { formatLine } from '../../src/logs/format-line.ts';

const at = Date.parse('2026-11-21T13:00:00.500Z');

function human(text: string, functionName = 'users-local-update-me', colour = false): string | undefined {
  return formatLine({ functionName, at, text }, painter(colour));
}

function json(keys: object): string {
  return JSON.stringify({
    level: 'INFO',
    message: 'handled',
    timestamp: '2026-11-21T13:00:00.123Z',
    service: 'users',
    function_name: 'users-local-update-me',
    function_request_id: 'request-1',
    correlation_id: 'correlation-1',
    cold_start: false,
    trigger: 'api',
    operation: 'PATCH /users/me',
    started_at: '2026-11-21T13:00:00.111Z',
    duration_ms: 12.34,
    outcome: 'ok',
    status: 200,
    ...keys,
  });
}

describe('a line of the log', () => {
  it('says what was handled, how it ended, how long it took and whether it was cold', () => {
    expect(human(json({}))).toBe('13:00:00.123 users/update-me                PATCH /users/me 200 12 ms correlation-1');
    expect(human(json({ init_ms: 181, cold_start: true }))).toContain(' 200 12 ms cold 181 ms correlation-1');
  });

  it('names the events that a relay published', () => {
    const text = json({ trigger: 'stream', status: undefined, published: [{ id: '1', name: 'UserRegistered' }] });
    expect(human(text)).toContain('ok 12 ms published UserRegistered correlation-1');
  });

  it('shows message and further keys of any other line of ours, its level where it matters', () => {
    expect(human(json({ message: 'sent', outcome: undefined, bytes: 12, to: { a: 1 } }))).toMatch(
      /sent bytes=12 to={"a":1}$/,
    );
    expect(human(json({ message: 'taken in', outcome: 'superseded' }))).toMatch(/taken in outcome=superseded/);
    expect(human(json({ level: 'WARN', message: 'slow', outcome: undefined }))).toMatch(/WARN slow$/);
    expect(human(json({ level: 'DEBUG', message: 'detail', outcome: undefined }))).toMatch(/DEBUG detail$/);
  });

  it('shows an error of ours with its stack, indented', () => {
    const error = { name: 'TypeError', message: 'no', stack: 'TypeError: no\n    at a.ts:1\n    at b.ts:2' };
    expect(human(json({ level: 'ERROR', outcome: 'error', status: 500, error }))?.split('\n')).toEqual([
      '13:00:00.123 users/update-me                PATCH /users/me 500 12 ms correlation-1',
      '    TypeError: no',
      '        at a.ts:1',
      '        at b.ts:2',
    ]);
  });

  it("shows a caller's fault in one line more, without a stack", () => {
    const error = { name: 'Conflict', message: 'taken', stack: 'Conflict: taken\n    at a.ts:1' };
    expect(
      human(json({ outcome: 'error', status: 409, error }))
        ?.split('\n')
        .slice(1),
    ).toEqual(['    Conflict: taken']);
  });

  it('shows what is no JSON of ours as it is, at the time that the engine gave it', () => {
    expect(human('plain text {with} braces')).toBe(
      '13:00:00.500 users/update-me                plain text {with} braces',
    );
    expect(human('{"level":"INFO"}')).toMatch(/ {"level":"INFO"}$/);
  });

  it.each([
    'START RequestId: 1 Version: $LATEST',
    'END RequestId: 1',
    'REPORT RequestId: 1 Duration: 1 ms',
    'INIT_START Runtime Version: nodejs:24',
    '',
    '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]},"Requests":1}',
  ])('says nothing for "%s"', (text) => {
    expect(human(text)).toBeUndefined();
  });

  it('has one colour a function, and is the same text without colours', () => {
    const [one, again, other] = [
      human(json({}), 'users-local-relay', true),
      human('text', 'users-local-relay', true),
      human('text', 'images-local-render', true),
    ];
    const colourOf = (line = '') => /\[(\d+)m(?:users|images)/.exec(line)?.[1];
    expect(colourOf(one)).toBe(colourOf(again));
    expect(colourOf(one)).not.toBe(colourOf(other));
    expect(stripVTControlCharacters(one ?? '')).toBe(human(json({}), 'users-local-relay'));
  });

  it('lets nothing that a caller sent steer the terminal', () => {
    const line = human(json({ operation: 'GET /\u001b[2J', correlation_id: 'c\u0007', path: '\u001b]0;x\u0007' }));
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    expect(line).not.toMatch(/[\u0000-\u001f]/);
    expect(human('raw \u001b[2J\u0007')).toMatch(/raw $/);
  });
});
