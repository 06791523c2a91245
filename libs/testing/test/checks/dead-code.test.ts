import { command } from './command.ts';
import { plant } from './plant.ts';

/** A house as knip sees it: one library, one service that uses it. */
const house: Readonly<Record<string, string>> = {
  'package.json':
    '{ "name": "house", "type": "module", "private": true, "workspaces": ["libs/*", "services/*"], "devDependencies": { "serverless": "*" }, "scripts": { "package": "serverless package" } }',
  'libs/handler/package.json': '{ "name": "@libs/handler", "type": "module", "exports": "./src/index.ts" }',
  'libs/handler/src/index.ts': "export { api } from './api.ts';",
  'libs/handler/src/api.ts': 'export const api = (value: number) => value;',
  'services/users/package.json':
    '{ "name": "@services/users", "type": "module", "dependencies": { "electrodb": "*" } }',
  'services/users/serverless.yml': 'service: users\nfunctions:\n  a:\n    handler: src/functions/a.handler\n',
  'services/users/src/functions/a.ts': "import { store } from '../data/store.ts';\nexport const handler = () => store;",
  'services/users/src/data/store.ts': "import { Service } from 'electrodb';\nexport const store = Service;",
};

const dead = async (files: Readonly<Record<string, string>>) => {
  await using planted = await plant({ ...house, ...files });
  return await command('knip', ['--no-config-hints'], planted.folder);
};

describe('the check of dead code', () => {
  it('lets a house pass of which every part is used', async () => {
    expect(await dead({})).toMatchObject({ code: 0, output: '' });
  });

  it.each([
    ['a file', { 'services/users/src/data/old.ts': 'export const old = 1;' }, /Unused files[^]*old\.ts/],
    [
      'an export',
      { 'services/users/src/data/store.ts': `${house['services/users/src/data/store.ts']}\nexport const old = 1;` },
      /Unused exports[^]*old/,
    ],
    [
      'a dependency',
      { 'services/users/package.json': '{ "name": "u", "dependencies": { "electrodb": "*", "hono": "*" } }' },
      /Unused dependencies[^]*hono/,
    ],
    [
      'a dependency that is used and not listed',
      { 'services/users/package.json': '{ "name": "u" }' },
      /Unlisted dependencies[^]*electrodb/,
    ],
  ])('refuses %s', async (_, files, message) => {
    const { code, output } = await dead(files);
    expect(output).toMatch(message);
    expect(code).toBe(1);
  });
});
