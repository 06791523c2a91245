import { stripVTControlCharacters } from 'node:util';
import { renderTrace } from '../../src/trace/render-trace.ts';
import { type LogLine, traceOf } from '../../src/trace/index.ts';
import { chain, handled } from './lines.ts';

function rendered(lines: LogLine[], options: Parameters<typeof renderTrace>[1] = {}): string {
  const trace = traceOf('correlation-1', lines);
  if (!trace) throw new Error('The test has no trace.');
  return renderTrace(trace, options);
}

const crash = handled({
  by: 'users/relay',
  requestId: 'r-crash',
  start: 60,
  trigger: 'stream',
  operation: 'profile changed',
  outcome: 'error',
  init_ms: 30,
  error: {
    name: 'TypeError',
    message: 'x is not a function',
    stack: 'TypeError: x is not a function\n    at relay (/var/task/relay.ts:3:1)\n    at node:internal/process:1:1',
  },
});

describe('a trace as text', () => {
  it('is a table: the tree, where, when, for how long, and a bar', () => {
    expect(
      rendered(chain(), { width: 101 })
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual([
      'correlation-1  2026-11-21 13:00:00.100 UTC',
      '3 steps in 2 services, 100 ms',
      '',
      '                                      function                     start   time',
      'PATCH /users/me 200                   users/update-me              +0 ms  40 ms  ████████',
      '└─ profile changed ok                 users/relay                 +50 ms  10 ms            ██',
      '   ├─ UserProfileChanged not handled                              +60 ms      –              ·',
      '   └─ UserRegistered ok               notifications/send-welcome  +80 ms  20 ms                  ████',
      '',
      'Not handled: published, but no consumer logged it. It is on its way, has no consumer, or is in a dead-letter queue.',
      '',
    ]);
  });

  it('marks the cold start, and shows an error with the frames of our own code', () => {
    const text = rendered([crash]);
    expect(text).toMatch(/profile changed failed +users\/relay +\+30 ms +30 ms +10 ms +░+█+/);
    expect(text).toContain('TypeError: x is not a function\n');
    expect(text).toContain('at relay (/var/task/relay.ts:3:1)');
    expect(text).not.toContain('node:internal');
  });

  it('paints errors red, and the fault of a caller yellow without a stack', () => {
    const fault = handled({
      status: 409,
      outcome: 'error',
      error: { name: 'Conflict', message: 'taken', stack: 'at api.ts' },
    });
    expect(rendered([crash], { colour: true })).toContain('\u001b[31mTypeError: x is not a function');
    expect(rendered([fault], { colour: true })).toContain('\u001b[33mConflict: taken');
    expect(rendered([fault])).not.toContain('api.ts');
  });

  it('says the same with colours as without', () => {
    expect(stripVTControlCharacters(rendered([...chain(), crash], { colour: true }))).toBe(
      rendered([...chain(), crash]),
    );
  });

  it('lets nothing from a log steer the terminal', () => {
    const text = rendered([
      handled({
        operation: 'GET /\u001b[2J\u001b]0;owned\u0007',
        outcome: 'error',
        error: { name: 'E\u009b31m', message: 'a\rb\u202e' },
      }),
    ]);
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it.each([40, 80, 300])('keeps every bar inside of its scale on %i columns', (width) => {
    const bars = rendered([...chain(), crash], { width }).match(/[░█·][░█· ]*$/gm) ?? [];
    expect(bars).toHaveLength(5);
    const starts = rendered([...chain(), crash], { width })
      .split('\n')
      .filter((line) => /[░█·]$/.test(line));
    expect(
      Math.max(...starts.map(({ length }) => length)) - Math.min(...starts.map((line) => line.search(/[░█·]/))),
    ).toBeLessThanOrEqual(60);
  });

  it('stands a trace of no duration at all', () => {
    expect(rendered([handled({ duration: 0 })])).toMatch(/0 ms +█/);
  });
});
