import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readServices } from '../../src/deploy/services.ts';
import { defaultHome, repository } from '../../src/engine/paths.ts';
import type { Running } from '../../src/running.ts';
import { serverless } from '../support/serverless.ts';
import { type Starting, start } from '../support/starting.ts';

jest.setTimeout(300_000);

/** Every function of the repository by its name in its service's serverless.yml. */
const functions = readServices(repository).flatMap(({ name: service, folder }) => {
  const read = parse(readFileSync(join(folder, 'serverless.yml'), 'utf8'), { logLevel: 'silent' }) as {
    functions?: Record<string, unknown>;
  };
  return Object.keys(read.functions ?? {}).map((name) => ({ service, folder, name }));
});

let cloud: Starting;
let running: Running;
let state: string;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'longhouse-every-function-'));
  cloud = start({ state, home: defaultHome, file: join(state, 'running.json') });
  running = await cloud.ready();
});

afterAll(async () => {
  cloud?.process.kill('SIGTERM');
  await cloud?.ended;
  rmSync(state, { recursive: true, force: true });
});

const run = (folder: string, command: string) => serverless(folder, command, { LOCAL_CLOUD_URL: running.endpoint });

it('knows the functions of all services', () => {
  expect(functions.length).toBeGreaterThanOrEqual(11);
});

describe('with the local cloud running, in the folder of a service', () => {
  it.each(functions)(
    '`serverless invoke local` runs $service/$name with its sample event',
    async ({ folder, name }) => {
      // Prepare
      const event = `events/${name}.json`;
      expect([event, existsSync(join(folder, event))]).toEqual([event, true]);
      // Act
      const { code, stdout, stderr } = await run(folder, `invoke local --function ${name} --path ${event}`);
      // Assess
      expect({ code, failed: /^Error:|"errorMessage"|"statusCode": 5/m.exec(stdout)?.input, stderr }).toEqual({
        code: 0,
        failed: undefined,
        stderr: '',
      });
    },
  );

  // One of each kind: an API, a trigger of Cognito, a stream, a consumer of events.
  it.each(functions.filter(({ name }) => /^(get-me|create-profile|relay|send-welcome)$/.test(name)))(
    '`serverless invoke`, `logs` work for $service/$name',
    async ({ folder, name }) => {
      const invoked = await run(folder, `invoke --function ${name} --path events/${name}.json`);
      expect({ code: invoked.code, failed: /errorMessage/.exec(invoked.stdout)?.input }).toEqual({
        code: 0,
        failed: undefined,
      });
      const { code, stdout } = await run(folder, `logs --function ${name}`);
      expect(stdout).toContain('"function_name"');
      expect(code).toBe(0);
    },
  );
});
