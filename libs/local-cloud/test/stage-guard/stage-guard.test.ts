import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { repository } from '../../src/engine/paths.ts';
import { type Scratch, scratch } from '../support/scratch.ts';
import { serverless } from '../support/serverless.ts';

jest.setTimeout(300_000);

let engine: Engine;
let project: Scratch;

beforeAll(async () => {
  engine = await startEngine({ running: '' });
  project = scratch();
});

afterAll(async () => {
  await engine?.stop();
  project?.remove();
});

/** A shell in which everything leads to AWS. The keys are those of AWS's documentation. */
function hostileShell(): Record<string, string> {
  const home = join(project.root, 'home');
  mkdirSync(join(home, '.aws'), { recursive: true });
  const profile = (name: string) =>
    `[${name}]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\nregion = us-west-2\n`;
  writeFileSync(join(home, '.aws/credentials'), profile('default') + profile('work'));
  writeFileSync(
    join(home, '.aws/config'),
    '[profile work]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = default\n',
  );
  return {
    HOME: home,
    AWS_PROFILE: 'work',
    AWS_DEFAULT_PROFILE: 'work',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjEXAMPLE',
    AWS_LOCAL_PROFILE: 'work', // the framework's own way to give a stage a profile
    AWS_LOCAL_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_LOCAL_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_WEB_IDENTITY_TOKEN_FILE: join(home, 'token'),
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/admin',
    AWS_REGION: 'us-west-2',
    AWS_ENDPOINT_URL: 'https://vpce-1a2b3c4d.cloudformation.us-west-2.vpce.amazonaws.com',
    AWS_ENDPOINT_URL_S3: 'https://s3.us-west-2.amazonaws.com',
    AWS_ENDPOINT_URL_CLOUDFORMATION: 'https://cloudformation.us-west-2.amazonaws.com',
    AWS_ENDPOINT_URL_LAMBDA: 'https://lambda.us-west-2.amazonaws.com',
    HTTPS_PROXY: 'http://proxy.example.com:3128',
    HTTP_PROXY: 'http://proxy.example.com:3128',
    http_proxy: 'http://proxy.example.com:3128',
    NODE_USE_ENV_PROXY: '1',
  };
}

const away = (connections: string[]) => connections.filter((line) => line !== `connect 127.0.0.1:${engine.port}`);

describe('stage local', () => {
  // One life of a service. Jest runs them in this order.
  it.each<[string, RegExp, number?]>([
    ['deploy', /greet: hello-local-greet/],
    ['deploy function --function greet --force', /hello-local-greet|Function code deployed/],
    ['info --verbose --aws-profile work', /\/_aws\/execute-api\/hello\/\$default/],
    ['invoke --function greet', /"greeting": "hello!"/],
    ['logs --function greet', /greeting somebody/],
    ['logs --function other', /^There is no log of other yet: [^\n]*\n$/, 1],
    // Its environment holds a Ref, and what its own clients would use is the local cloud's.
    [
      'invoke local --function greet',
      /"queue": "http:.*\/000000000000\/hello-local-dead",\s*"cloud": "http:\/\/127.0.0.1:\d+",\s*"key": "test"/,
    ],
    ['remove', /successfully removed/],
  ])(
    '%s asks nobody but the local cloud, in a shell in which everything leads to AWS',
    async (command, expected, code = 0) => {
      // Act
      const ran = await serverless(project.hello, command, { ...hostileShell(), LOCAL_CLOUD_URL: engine.endpoint });
      // Assess
      expect(`${ran.stdout}${ran.stderr}`).toMatch(expected);
      expect(away(ran.connections)).toEqual([]);
      expect(ran.connections).not.toEqual([]); // the recorder did see what was asked
      expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/amazonaws\.com/);
      expect(ran.code).toBe(code);
    },
  );

  it('resolves a variable of CloudFormation or SSM in the local cloud', async () => {
    // Prepare
    const file = join(project.hello, 'serverless.yml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `${before}  Outputs: { Account: { Value: '\${aws:accountId}' } }\n`);
    // Act
    const ran = await serverless(project.hello, 'print', { ...hostileShell(), LOCAL_CLOUD_URL: engine.endpoint });
    writeFileSync(file, before);
    // Assess
    expect(ran.stdout).toContain("'000000000000'");
    expect(away(ran.connections)).toEqual([]);
  });

  it('lets a function of `invoke local` reach no address of AWS that is written in its code', async () => {
    // Prepare
    project.write(
      'services/hello/src/functions/other.ts',
      "export const handler = () => fetch('https://dynamodb.eu-central-1.amazonaws.com').then(() => 'reached', (error) => error.cause?.message ?? error.message);\n",
    );
    // Act
    const ran = await serverless(project.hello, 'invoke local --function other', { LOCAL_CLOUD_URL: engine.endpoint });
    // Assess
    expect(ran.stdout).toContain('Stage local may not reach dynamodb.eu-central-1.amazonaws.com');
    expect(away(ran.connections)).toEqual([]);
  });

  it('says in one line what to start when no local cloud runs', async () => {
    // Prepare: a port on which nothing listens
    const nobody = await startEngine({ running: '' });
    await nobody.stop();
    const commands = ['deploy', 'invoke local --function greet', 'logs --function greet'];
    // Act
    const all = await Promise.all(
      commands.map((command) => serverless(project.hello, command, { LOCAL_CLOUD_URL: nobody.endpoint })),
    );
    // Assess
    for (const { code, stdout, stderr } of all) {
      expect(`${stdout}${stderr}`).toMatch(/^The local cloud is not running [^\n]*`npm start`[^\n]*\n$/);
      expect(code).toBe(1);
    }
  });

  it('refuses a LOCAL_CLOUD_URL that is not on this machine', async () => {
    // Act
    const ran = await serverless(project.hello, 'info', { LOCAL_CLOUD_URL: 'http://10.0.0.7:4566' });
    // Assess
    expect(ran).toMatchObject({
      code: 1,
      connections: [],
      stderr: expect.stringMatching(/^Stage local stays on this machine[^\n]*\n$/) as unknown,
    });
  });
});

describe('every other stage', () => {
  it.each([
    ['AWS_ENDPOINT_URL_S3', 'http://localhost:4566'],
    ['AWS_ACCESS_KEY_ID', 'test'],
  ])('refuses %s=%s in one line', async (name, value) => {
    // Act
    const ran = await serverless(project.hello, 'info --stage dev', {
      ...hostileShell(),
      AWS_ENDPOINT_URL: '',
      [name]: value,
    });
    // Assess
    expect(ran.stderr).toMatch(new RegExp(`^Stage dev belongs to AWS, but ${name} [^\n]*\n$`));
    expect(ran).toMatchObject({ code: 1, connections: [] });
  });

  it('refuses an endpoint on this machine that a config file names, before anything is sent', async () => {
    // Prepare
    const home = join(project.root, 'other-home');
    mkdirSync(join(home, '.aws'), { recursive: true });
    const keys = 'aws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = je7MtGbClwBF\n';
    writeFileSync(join(home, '.aws/credentials'), `[default]\n${keys}`);
    writeFileSync(join(home, '.aws/config'), `[default]\nendpoint_url = ${engine.endpoint}\n`);
    // Act
    const ran = await serverless(project.hello, 'info --stage prod', { HOME: home });
    // Assess
    expect(ran.stdout).toContain('Stage prod belongs to AWS, but an endpoint is configured at 127.0.0.1');
    expect(ran).toMatchObject({ code: 1, connections: [] });
  });

  it('does not take a local cloud that runs here for its own', async () => {
    // Act
    const ran = await serverless(project.hello, 'info --stage dev', {
      LOCAL_CLOUD_URL: engine.endpoint,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI',
      SLS_AWS_REQUEST_MAX_RETRIES: '0',
    });
    // Assess
    expect(ran.connections).toEqual(['connect cloudformation.eu-central-1.amazonaws.com:443']);
  });

  it('is packaged with no account, no home and no network', async () => {
    // Act
    const ran = await serverless(project.hello, 'package --stage dev');
    // Assess
    expect(ran).toMatchObject({ code: 0, connections: [] });
    const { Resources } = JSON.parse(
      readFileSync(join(project.hello, '.serverless/cloudformation-template-update-stack.json'), 'utf8'),
    ) as { Resources: Record<string, unknown> };
    expect(Resources['GreetLambdaFunction']).toMatchObject({ Properties: { FunctionName: 'hello-dev-greet' } });
  });
});

describe('the services', () => {
  // One that is a contract alone has nothing to deploy.
  const deployed = readdirSync(join(repository, 'services')).filter((service) =>
    existsSync(join(repository, 'services', service, 'serverless.yml')),
  );

  it.each(deployed)('%s has the guard before all other plugins', (service) => {
    const { plugins } = parse(readFileSync(join(repository, 'services', service, 'serverless.yml'), 'utf8'), {
      logLevel: 'silent',
    }) as { plugins: string[] };
    expect(plugins[0]).toBe('@libs/local-cloud/stage-guard');
  });
});
