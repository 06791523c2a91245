import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { localClients } from '../../src/deploy/clients.ts';
import { deployAll } from '../../src/deploy/deploy-all.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { repository } from '../../src/engine/paths.ts';
import { type Reload, startReload } from '../../src/reload/start-reload.ts';
import { type Scratch, scratch } from '../support/scratch.ts';
import { until } from '../support/until.ts';

jest.setTimeout(300_000);

const configuration = `
service: hello
configValidationMode: error
plugins: ['@libs/local-cloud/stage-guard', serverless-esbuild, '@libs/build/natives']
provider:
  name: aws
  stage: \${opt:stage, 'local'}
  region: eu-central-1
  runtime: nodejs24.x
  versionFunctions: false
  deploymentMethod: direct
package: { individually: true }
custom:
  esbuild: { config: ../../libs/build/esbuild.config.cjs }
  build: { natives: [sharp] }
functions:
  shrink: { handler: src/functions/shrink.handler }
  tell: { handler: src/functions/tell.handler }
`;

/** A function that makes a picture as wide as is said, and tells how wide it became. */
const shrinkTo = (width: number) => `
import sharp from 'sharp';
export const handler = async () => {
  const red = sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } });
  return (await red.resize(${width}).webp().toBuffer({ resolveWithObject: true })).info.width;
};
`;

let engine: Engine;
let project: Scratch;
let reload: Reload;
const lines: string[] = [];

beforeAll(async () => {
  engine = await startEngine({ running: '' });
  project = scratch();
  symlinkSync(join(repository, 'package-lock.json'), join(project.root, 'package-lock.json'));
  project.write('services/hello/serverless.yml', configuration);
  project.write('services/hello/src/functions/shrink.ts', shrinkTo(8));
  project.write('services/hello/src/functions/tell.ts', 'export const handler = async () => 0;\n');
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

async function widthOf(name: 'shrink' | 'tell'): Promise<unknown> {
  const { functions } = localClients(engine.endpoint);
  const { Payload } = await functions.send(new InvokeCommand({ FunctionName: `hello-local-${name}` }));
  return JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown;
}

const makes = (name: 'shrink' | 'tell', width: number) =>
  until(`${name} to make ${width}`, async () => ((await widthOf(name)) === width ? true : undefined));

describe('a function with a native package', () => {
  it('runs as it was deployed', async () => {
    expect(await widthOf('shrink')).toBe(8);
  });

  it('is reloaded with it', async () => {
    project.write('services/hello/src/functions/shrink.ts', shrinkTo(16));
    await makes('shrink', 16);
    expect(lines).toEqual([expect.stringMatching(/^reloaded hello-local-shrink \(\d+ ms\)$/)]);
  });

  it('gets it by a reload, when it first imports it', async () => {
    project.write('services/hello/src/functions/tell.ts', shrinkTo(24));
    await makes('tell', 24);
  });
});
