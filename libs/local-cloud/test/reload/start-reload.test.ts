import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { localClients } from '../../src/deploy/clients.ts';
import { deployAll } from '../../src/deploy/deploy-all.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { type Reload, startReload } from '../../src/reload/start-reload.ts';
import { until } from '../support/until.ts';
import { helloConfiguration, type Scratch, scratch } from '../support/scratch.ts';

jest.setTimeout(300_000);

let engine: Engine;
let project: Scratch;
let reload: Reload;
const lines: string[] = [];

beforeAll(async () => {
  engine = await startEngine({ running: '' });
  project = scratch();
  const options = { endpoint: engine.endpoint, root: project.root, home: project.home };
  const redeploy = (services?: readonly string[]) => deployAll({ ...options, services });
  reload = startReload({ ...options, deployed: await redeploy(), redeploy, log: (line) => lines.push(line) });
  await reload.ready;
});

beforeEach(() => void (lines.length = 0));

afterAll(async () => {
  await reload?.stop();
  await engine?.stop();
  project?.remove();
});

async function call(name = 'greet'): Promise<{ greeting?: string }> {
  const { functions } = localClients(engine.endpoint);
  const { Payload } = await functions.send(new InvokeCommand({ FunctionName: `hello-local-${name}` }));
  return JSON.parse(Buffer.from(Payload ?? []).toString()) as { greeting?: string };
}

const answers = (greeting: string) =>
  until(`the answer ${greeting}`, async () => ((await call()).greeting === greeting ? true : undefined));

const says = (text: RegExp) => until(`a line like ${text}`, () => lines.find((line) => text.test(line)));

describe('saving a source', () => {
  it('changes the answer of the functions that contain it, and touches no other', async () => {
    // Prepare
    await call(); // a function that is warm, as it is while one works on it
    // Act
    project.write('services/hello/src/greeting.ts', "export const greeting: string = 'good morning';\n");
    // Assess
    await answers('good morning!');
    expect(await says(/^reloaded/)).toMatch(/^reloaded hello-local-greet \(\d+ ms\)$/);
  });

  it('also when an editor saves by renaming another file, again and again', async () => {
    for (const greeting of ['one', 'two', 'three']) {
      project.write('services/hello/src/.greeting.tmp', `export const greeting: string = '${greeting}';\n`);
      renameSync(join(project.hello, 'src/.greeting.tmp'), join(project.hello, 'src/greeting.ts'));
      await answers(`${greeting}!`);
    }
  });

  it('works for a file of a library', async () => {
    project.write('libs/marks/src/index.ts', "export const mark: string = '?';\n");
    await answers('three?');
  });

  it('works for a file in a folder that did not exist before', async () => {
    project.write('services/hello/src/domain/words/evening.ts', "export const evening: string = 'good evening';\n");
    project.write(
      'services/hello/src/greeting.ts',
      "export { evening as greeting } from './domain/words/evening.ts';\n",
    );
    await answers('good evening?');
    project.write('services/hello/src/domain/words/evening.ts', "export const evening: string = 'good night';\n");
    await answers('good night?');
  });

  it('tells file, line and column of a mistake, leaves the running function as it is, and goes on once it is mended', async () => {
    // Act
    project.write('services/hello/src/greeting.ts', "export const greeting: string = 'x';\nconst wrong = ;\n");
    // Assess
    expect(await says(/^not reloaded/)).toBe('not reloaded: services/hello/src/greeting.ts:2:15 Unexpected ";"');
    expect(await call()).toMatchObject({ greeting: 'good night?' });
    project.write('services/hello/src/greeting.ts', "export const greeting: string = 'mended';\n");
    await answers('mended?');
  });

  it('tells of an import that is not there, and takes it once it is', async () => {
    project.write('services/hello/src/greeting.ts', "export { late as greeting } from './late.ts';\n");
    expect(await says(/^not reloaded/)).toMatch(/greeting\.ts:1:\d+ Could not resolve ".\/late\.ts"/);
    project.write('services/hello/src/late.ts', "export const late: string = 'late';\n");
    await answers('late?');
  });

  it('ignores what is in no function', async () => {
    // Act
    project.write('services/hello/src/unused.ts', 'export const unused = 1;\n');
    rmSync(join(project.hello, 'src/unused.ts'));
    project.write(
      'services/hello/src/functions/other.ts',
      'export const handler = async () => ({ greeting: "other" });\n',
    );
    // Assess: by the time that the later change is in, the earlier ones would have been
    await until('the other function', async () => ((await call('other')).greeting === 'other' ? true : undefined));
    expect(lines.filter((line) => /hello-local-greet/.test(line))).toEqual([]);
  });
});

describe('an error of a reloaded function', () => {
  it('has the file that was saved in its stack', async () => {
    // Prepare
    const failing = "export const handler = async () => {\n  throw new TypeError('no other');\n};\n";
    project.write('services/hello/src/functions/other.ts', failing);
    // Act
    const answer = await until('the error', async () => {
      const said = JSON.stringify(await call('other'));
      return said.includes('no other') ? said : undefined;
    });
    // Assess
    expect(answer).toContain(`(${project.hello}/src/functions/other.ts:2:9)`);
  });
});

describe('saving serverless.yml', () => {
  it('deploys the service again, and reloads what it has gained', async () => {
    // Act
    const added = `  third: { handler: src/functions/third.handler, name: hello-local-third }\nresources:`;
    project.write(
      'services/hello/src/functions/third.ts',
      'export const handler = async () => ({ greeting: "third" });\n',
    );
    project.write('services/hello/serverless.yml', helloConfiguration.replace('resources:', added));
    // Assess
    await says(/^the configuration of hello has changed: deploying$/);
    await until('the new function', async () => {
      const answer = await call('third').catch(() => undefined);
      return answer?.greeting === 'third' ? true : undefined;
    });
    project.write(
      'services/hello/src/functions/third.ts',
      'export const handler = async () => ({ greeting: "reloaded" });\n',
    );
    await until('its reload', async () => ((await call('third')).greeting === 'reloaded' ? true : undefined));
  });

  it('tells why it cannot be deployed, and stays ready', async () => {
    project.write('services/hello/serverless.yml', `${helloConfiguration}surprise: true\n`);
    expect(await says(/failed/)).toMatch(/^reload failed: hello could not be packaged:\n.*surprise/s);
    project.write('services/hello/src/greeting.ts', "export const greeting: string = 'still here';\n");
    await answers('still here?');
  });
});
