import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { traceCommand } from '../../src/trace/trace-command.ts';
import { handledText } from './lines.ts';

/** A CloudWatch Logs on this machine that has one group with one line, and notes who called with which key. */
let logs: Server;
let endpoint: string;
let keys: string[];
let folder: string;

beforeEach(async () => {
  keys = [];
  folder = mkdtempSync(join(tmpdir(), 'trace-'));
  logs = createServer((request, response) => {
    keys.push(/Credential=([^/]*)/.exec(request.headers.authorization ?? '')?.[1] ?? 'none');
    const describes = String(request.headers['x-amz-target']).endsWith('DescribeLogGroups');
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(
        JSON.stringify(
          describes
            ? { logGroups: [{ logGroupName: '/aws/lambda/users-local-get-me' }] }
            : { events: [{ timestamp: 1, message: handledText() }] },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => logs.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(logs.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((resolve) => logs.close(resolve));
  rmSync(folder, { recursive: true });
});

const runningFile = () => join(folder, 'running.json');

describe('npm run trace, stage local', () => {
  it('reads the running local cloud, by its file', async () => {
    writeFileSync(runningFile(), JSON.stringify({ pid: 1, endpoint, frontDoor: '' }));
    const text = await traceCommand(['correlation-1'], { environment: {}, runningFile: runningFile() });
    expect(text).toContain('GET /users/me ok');
  });

  it('calls with the local keys whatever the shell holds', async () => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_PROFILE: 'prod',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_USE_FIPS_ENDPOINT: 'true',
    });
    try {
      await traceCommand(['correlation-1'], { environment: { LOCAL_CLOUD_URL: endpoint }, runningFile: runningFile() });
    } finally {
      for (const name of ['AWS_PROFILE', 'AWS_ENDPOINT_URL', 'AWS_USE_FIPS_ENDPOINT']) delete process.env[name];
      process.env['AWS_ACCESS_KEY_ID'] = 'test';
    }
    expect(new Set(keys)).toEqual(new Set(['test']));
  });

  it('refuses an address that is not on this machine', async () => {
    const environment = { LOCAL_CLOUD_URL: 'https://logs.eu-central-1.amazonaws.com' };
    await expect(traceCommand(['correlation-1'], { environment, runningFile: runningFile() })).rejects.toThrow(
      /not on this machine/,
    );
  });

  it.each([
    ['nothing runs', undefined, /is not running: start it with npm start/],
    [
      'a file is left of one that was killed',
      JSON.stringify({ pid: 1, endpoint: 'http://127.0.0.1:1' }),
      /does not answer/,
    ],
    ['the file is cut', '{"pid": 1, "endp', /is not running/],
  ])('says in one line what to do when %s', async (_what, content, expected) => {
    if (content !== undefined) writeFileSync(runningFile(), content);
    const message = await traceCommand(['correlation-1'], { environment: {}, runningFile: runningFile() }).catch(
      (error: Error) => error.message,
    );
    expect(message).toMatch(expected);
    expect(message).not.toContain('\n');
  });

  it('says in one line that nothing was found, and how to look further back', async () => {
    const surroundings = { environment: { LOCAL_CLOUD_URL: endpoint }, runningFile: runningFile() };
    await expect(traceCommand(['elsewhere', '--since', '2h'], surroundings)).rejects.toThrow(
      /^Nothing about elsewhere in the logs of stage local of the last 2h\..*--since 24h/,
    );
  });
});

describe('npm run trace, another stage', () => {
  it('refuses an endpoint on this machine, and calls nobody', async () => {
    process.env['AWS_ENDPOINT_URL'] = endpoint;
    try {
      await expect(
        traceCommand(['correlation-1', '--stage', 'dev'], {
          environment: { LOCAL_CLOUD_URL: endpoint },
          runningFile: runningFile(),
        }),
      ).rejects.toThrow(/Stage dev is in AWS/);
    } finally {
      delete process.env['AWS_ENDPOINT_URL'];
    }
    expect(keys).toEqual([]);
  });
});

describe('npm run trace, bad input', () => {
  it.each([
    ['no id', []],
    ['two ids', ['a', 'b']],
    ['a filter for an id', ['" OR ""']],
    ['a long id', ['a'.repeat(129)]],
    ['a stage that is no name', ['a', '--stage', 'dev-*']],
    ['an unknown option', ['a', '--all']],
    ['a time that is none', ['a', '--since', 'yesterday']],
  ])('refuses %s in one line', async (_what, args) => {
    const failure = await traceCommand(args, {
      environment: { LOCAL_CLOUD_URL: endpoint },
      runningFile: runningFile(),
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TraceError' });
    expect(String(failure)).not.toContain('\n');
    expect(keys).toEqual([]);
  });
});
