import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readServices } from '../../src/deploy/services.ts';
import { defaultHome, repository } from '../../src/engine/paths.ts';
import { inTurns } from '../../src/reload/in-turns.ts';
import { type Ran, serverless } from '../support/serverless.ts';
import { type Starting, start } from '../support/starting.ts';

jest.setTimeout(300_000);

/** Every function of the repository by its name in its service's serverless.yml. */
const functions = readServices(repository).flatMap(({ name: service, folder }) => {
  const read = parse(readFileSync(join(folder, 'serverless.yml'), 'utf8'), { logLevel: 'silent' }) as {
    functions?: Record<string, unknown>;
  };
  return Object.keys(read.functions ?? {}).map((name) => ({ service, folder, name }));
});

type Command = (typeof functions)[number];

const eventOf = ({ name }: Command) => `events/${name}.json`;

// One of each kind: an API, a trigger of Cognito, a stream, a consumer of events.
const kinds = functions.filter(({ name }) => /^(get-me|create-profile|relay|send-welcome)$/.test(name));

let cloud: Starting;
let state: string;
let local: Map<Command, Ran>;
let deployed: Map<Command, { invoked: Ran; logs: Ran }>;

// Act: each command takes a second and a half of a processor, so as many at once as there are processors.
beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'longhouse-every-function-'));
  cloud = start({ state, home: defaultHome, file: join(state, 'running.json') });
  const { endpoint } = await cloud.ready();
  const run = ({ folder }: Command, command: string) => serverless(folder, command, { LOCAL_CLOUD_URL: endpoint });
  const runLocal = async (it: Command) =>
    [it, await run(it, `invoke local --function ${it.name} --path ${eventOf(it)}`)] as const;
  const runDeployed = async (it: Command) => {
    const invoked = await run(it, `invoke --function ${it.name} --path ${eventOf(it)}`);
    return [it, { invoked, logs: await run(it, `logs --function ${it.name}`) }] as const;
  };
  local = new Map(await inTurns(functions, runLocal));
  deployed = new Map(await inTurns(kinds, runDeployed));
});

afterAll(async () => {
  cloud?.process.kill('SIGTERM');
  await cloud?.ended;
  rmSync(state, { recursive: true, force: true });
});

it('knows the functions of all services, one of each kind among them', () => {
  expect(functions.length).toBeGreaterThanOrEqual(11);
  expect(kinds).toHaveLength(4);
});

describe('with the local cloud running, in the folder of a service', () => {
  it.each(functions)('`serverless invoke local` runs $service/$name with its sample event', (it) => {
    expect(existsSync(join(it.folder, eventOf(it)))).toBe(true);
    const { code, stdout, stderr } = local.get(it) ?? {};
    expect(stdout).not.toMatch(/^Error:|"errorMessage"|"statusCode": 5/m);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each(kinds)('`serverless invoke` and `serverless logs` work for $service/$name', (it) => {
    const { invoked, logs } = deployed.get(it) ?? {};
    expect(invoked?.stdout).not.toMatch(/^Error:|errorMessage/m);
    expect(logs?.stdout).toContain('"function_name"');
    expect([invoked?.code, logs?.code]).toEqual([0, 0]);
  });
});
