import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultHome, repository } from '../../src/engine/paths.ts';
import { inTurns } from '../../src/reload/in-turns.ts';
import { type Ran, serverless } from '../support/serverless.ts';
import { type Starting, start } from '../support/starting.ts';

jest.setTimeout(300_000);

/**
 * One of each kind, and of each service: an API, a trigger of Cognito, a stream, a consumer of events, a queue of new objects, a schedule, a queue
 * that a topic feeds, one that functions feed, a route of a WebSocket API, the authorizers of a WebSocket and of an HTTP API. The sample events of all
 * functions are handled in the services' own tests (`test/events.test.ts`).
 */
const functions = [
  'users/get-me',
  'users/create-profile',
  'users/relay',
  'notifications/notify',
  'notifications/note-mail-events',
  'notifications/connect',
  'notifications/authorize-socket',
  'notifications/authorize-admin',
  'images/make-renditions',
  'images/sweep',
  'scheduler/take-requests',
  'scheduler/fire',
].map((label) => {
  const [service = '', name = ''] = label.split('/');
  return { service, name, folder: join(repository, 'services', service) };
});

type Command = (typeof functions)[number];

const eventOf = ({ name }: Command) => `events/${name}.json`;

/** Their sample tells of an upload that nobody has announced here: it would come again. */
const WAITING: Readonly<Record<string, RegExp>> = {
  'make-renditions': /^\{.*no picture is known.*\}\n$/,
};

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
  deployed = new Map(await inTurns(functions, runDeployed));
});

afterAll(async () => {
  cloud?.process.kill('SIGTERM');
  await cloud?.ended;
  rmSync(state, { recursive: true, force: true });
});

describe('with the local cloud running, in the folder of a service', () => {
  it.each(functions)('`serverless invoke local` runs $service/$name with its sample event', (it) => {
    const { code, stdout, stderr } = local.get(it) ?? {};
    expect(stdout).not.toMatch(/^Error:|"errorMessage"|"statusCode": 5/m);
    expect(code).toBe(0);
    expect(stderr).toMatch(WAITING[it.name] ?? /^$/);
  });

  it.each(functions)('`serverless invoke` and `serverless logs` work for $service/$name', (it) => {
    const { invoked, logs } = deployed.get(it) ?? {};
    expect(invoked?.stdout).not.toMatch(/^Error:|errorMessage/m);
    expect(logs?.stdout).toContain('"function_name"');
    expect([invoked?.code, logs?.code]).toEqual([0, 0]);
  });
});
