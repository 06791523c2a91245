import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import type { Trace } from '@libs/observability/trace';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { repository } from '../../src/engine/paths.ts';
import { type FrontDoor, startFrontDoor } from '../../src/front-door/start-front-door.ts';
import { writeLines } from '../logs/write-lines.ts';
import { ask } from './http.ts';

jest.setTimeout(120_000);

let engine: Engine;
let door: FrontDoor;

beforeAll(async () => {
  engine = await startEngine({ running: '' });
  door = await startFrontDoor({ endpoint: engine.endpoint, port: 0 });
});

afterAll(async () => {
  await door.stop();
  await engine.stop();
});

/** The line that an invocation ends with, as the logger writes it; `at`: when it began, epoch milliseconds. */
function line(functionName: string, correlationId: string, at: number, more: object): string {
  const [service] = functionName.split('-');
  return JSON.stringify({
    level: 'INFO',
    message: 'handled',
    timestamp: new Date(at).toISOString(),
    service,
    function_name: functionName,
    function_request_id: `${functionName}-${correlationId}`,
    correlation_id: correlationId,
    cold_start: false,
    started_at: new Date(at).toISOString(),
    duration_ms: 10,
    outcome: 'ok',
    ...more,
  });
}

const write = (functionName: string, ...texts: string[]) => writeLines(engine.endpoint, { functionName }, texts);

/** PATCH -> relay -> mail, which fails. */
async function chain(id: string): Promise<void> {
  const now = Date.now(); // one for all three: between two calls any time may pass
  const error = { name: 'Refused', message: '<b>no</b>', stack: 'Refused: no\n    at mail.ts:1' };
  await write(
    'notifications-local-mail',
    'plain text',
    line('notifications-local-mail', id, now - 100, {
      trigger: 'consumer',
      operation: 'UserRegistered',
      event_id: `e-${id}`,
      outcome: 'error',
      error,
      level: 'ERROR',
    }),
  );
  await write(
    'users-local-relay',
    line('users-local-relay', id, now - 200, {
      trigger: 'stream',
      operation: 'profile changed',
      published: [{ id: `e-${id}`, name: 'UserRegistered' }],
    }),
  );
  await write(
    'users-local-update',
    line('users-local-update', id, now - 300, {
      trigger: 'api',
      operation: 'PATCH /users/me',
      status: 200,
      init_ms: 50,
      cold_start: true,
    }),
  );
}

async function json<T>(query: string): Promise<T> {
  return JSON.parse((await ask(door.url, `/timeline.json?${query}`)).text) as T;
}

describe('the timeline, from the logs of the real engine', () => {
  it('has all that one correlation id caused, as a tree', async () => {
    await chain('one');
    const trace = await json<Trace>('correlationId=one');
    expect(trace.spans.map(({ depth, operation, link }) => [depth, operation, link])).toEqual([
      [0, 'PATCH /users/me', 'root'],
      [1, 'profile changed', 'only'],
      [2, 'UserRegistered', 'event'],
    ]);
    expect(trace).toMatchObject({
      correlationId: 'one',
      errors: 1,
      coldStarts: 1,
      services: ['users', 'notifications'],
    });
  });

  it('lists what was lately, newest first, by id, service and errors', async () => {
    await chain('two');
    await write(
      'images-local-get',
      line('images-local-get', 'three', Date.now(), { trigger: 'api', operation: 'GET /images', status: 200 }),
    );
    const ids = async (query: string) =>
      (await json<{ traces: Trace[] }>(query)).traces.map(({ correlationId }) => correlationId);
    expect((await ids(''))[0]).toBe('three');
    expect(await ids('service=images')).toEqual(['three']);
    expect(await ids('errors=1')).toEqual(expect.arrayContaining(['two']));
    expect(await ids('errors=1')).not.toContain('three');
    const page = await ask(door.url, '/timeline?correlationId=tw');
    expect(page.text).toContain('id="t-two"');
    expect(page.text).not.toContain('id="t-three"');
  });

  it('shows nothing of a log, and nothing of an address, as markup', async () => {
    const evil = '"><script>alert(1)</script>';
    await write(
      'users-local-evil',
      line('users-local-evil', evil, Date.now(), {
        service: evil,
        trigger: 'api',
        operation: evil,
        status: 500,
        outcome: 'error',
        error: { name: evil, message: evil, stack: evil },
      }),
    );
    const page = await ask(
      door.url,
      `/timeline?correlationId=${encodeURIComponent(evil)}&service=${encodeURIComponent(evil)}`,
    );
    expect(page.text).toContain('&#60;script&#62;alert(1)');
    expect(page.text).not.toMatch(/<script(?![^>]* src="\/-\/)/);
  });

  it('says 404 for an id that nobody logged', async () => {
    const { status, headers, text } = await ask(door.url, '/timeline.json?correlationId=nobody');
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
    expect(JSON.parse(text)).toMatchObject({ type: 'unknown-correlation-id' });
  });
});

describe('npm run trace, on the real engine', () => {
  const cli = join(repository, 'libs/observability/src/trace/cli.ts');
  const trace = (...args: string[]) =>
    promisify(execFile)(process.execPath, [cli, ...args], {
      env: {
        PATH: process.env['PATH'],
        LOCAL_CLOUD_URL: engine.endpoint,
        AWS_ACCESS_KEY_ID: 'AKIAREAL',
        AWS_PROFILE: 'prod',
      },
    });

  it('prints the same, without colours into a pipe', async () => {
    await chain('four');
    const { stdout } = await trace('four');
    expect(stdout).toBe(stripVTControlCharacters(stdout));
    expect(stdout).toContain('3 steps in 2 services');
    expect(stdout).toMatch(/^PATCH \/users\/me 200 +users\/update +\+50 ms +50 ms +10 ms +░+█+$/m);
    expect(stdout).toMatch(/^ {3}└─ UserRegistered failed +notifications\/mail/m);
    expect(stdout).toContain('Refused: <b>no</b>');
  });

  it('ends with 1 and one line when there is nothing', async () => {
    await expect(trace('nobody')).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Nothing about nobody.*\n$/) as string,
    });
  });
});
