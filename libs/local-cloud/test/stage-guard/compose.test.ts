import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Scratch, scratch } from '../support/scratch.ts';
import { serverless } from '../support/serverless.ts';

jest.setTimeout(300_000);

let project: Scratch;
beforeAll(() => void (project = scratch()));
afterAll(() => project.remove());

it.each([
  ['package', 'local'],
  ['package --stage dev', 'dev'],
])('`serverless %s` at the root packages every service for stage %s', async (command, stage) => {
  // Act
  const { code, stderr, connections } = await serverless(project.root, command);
  // Assess
  expect(stderr).toContain(`Packaging for stage ${stage}`);
  expect({ code, connections }).toEqual({ code: 0, connections: [] });
  const template = readFileSync(join(project.hello, '.serverless/cloudformation-template-update-stack.json'), 'utf8');
  expect(template).toContain(`hello-${stage}-greet`);
});

it('`serverless info` at the root says in one line what to start', async () => {
  // Act: port 1 is privileged, and nobody's
  const ran = await serverless(project.root, 'info', { LOCAL_CLOUD_URL: 'http://127.0.0.1:1' });
  // Assess
  expect(`${ran.stdout}${ran.stderr}`).toMatch(/^The local cloud is not running [^\n]*`npm start`[^\n]*\n$/);
  expect(ran.code).toBe(1);
});
