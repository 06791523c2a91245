import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allBridges, placeholderTypes } from '../../src/engine/bridges.ts';
import { bridgesFolder, repository } from '../../src/engine/paths.ts';

const helpers = ['launch', 'patch', 'permissions'];
const documented = readFileSync(join(repository, 'docs/local-cloud.md'), 'utf8');

it('loads every bridge that there is', () => {
  const files = readdirSync(bridgesFolder).flatMap((name) => /^(\w+)\.py$/.exec(name)?.[1] ?? []);
  expect(files.filter((name) => !helpers.includes(name)).sort()).toEqual([...allBridges].sort());
});

it.each([...allBridges])('has a test of %s, and says in docs/local-cloud.md what it mends', (name) => {
  expect(existsSync(join(import.meta.dirname, 'bridges', `${name.replaceAll('_', '-')}.test.ts`))).toBe(true);
  expect(documented).toContain(`| \`${name}\` |`);
});

it('says in docs/local-cloud.md which types are placeholders', () => {
  for (const type of placeholderTypes()) expect(documented).toContain(`\`${type}\``);
});
