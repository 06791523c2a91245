import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, repository } from './command.ts';
import { plant } from './plant.ts';

/** One file each; the rule that must refuse it. */
const faults: readonly [rule: string, file: string, code: string][] = [
  ['no-floating-promises', 'a.ts', 'const f = async () => 1;\nf();'],
  ['no-misused-promises', 'b.ts', '[1].forEach(async () => { await Promise.resolve(); });'],
  ['no-explicit-any', 'c.ts', 'export const c = (x: any) => typeof x;'],
  ['no-unsafe-member-access', 'd.ts', "export const d: unknown = JSON.parse('{}').name;"],
  ['no-unsafe-argument', 'e.ts', "export const e = encodeURIComponent(JSON.parse('1'));"],
  ['ban-ts-comment', 'f.ts', '// @ts-ignore\nexport const f: number = "1";'],
  [
    'switch-exhaustiveness-check',
    'g.ts',
    "export const g = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };",
  ],
  ['no-focused-tests', 'test/h.test.ts', "it.only('h', () => { expect(1).toBe(1); });"],
  ['no-disabled-tests', 'test/i.test.ts', "it.skip('i', () => { expect(1).toBe(1); });"],
  ['no-unused-vars', 'j.ts', 'const unused = 1;'],
  ['no-restricted-properties', 'services/users/src/domain/k.ts', 'export const k = () => Date.now();'],
  ['no-restricted-properties', 'services/users/src/domain/l.ts', 'export const l = () => Math.random();'],
  ['no-restricted-globals', 'services/users/src/domain/m.ts', 'export const m = () => crypto.randomUUID();'],
];

const lint = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  await using planted = await plant({
    ...files,
    '.oxlintrc.json': readFileSync(join(repository, '.oxlintrc.json'), 'utf8'),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, target: 'es2024', module: 'nodenext', types: ['node', 'jest'] },
      include: ['**/*.ts'],
    }),
  });
  // Named one by one: a walk would follow the link to node_modules.
  const args = ['--type-aware', '--deny-warnings', '--format', 'json', ...Object.keys(files)];
  const { output } = await command('oxlint', args, planted.folder);
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code?: string; filename: string }[] }; // its documented form
  return diagnostics.map(({ code = '', filename }) => `${/\((.+)\)/.exec(code)?.[1] ?? code}: ${filename}`);
};

describe('lint', () => {
  let found: string[];
  beforeAll(async () => {
    found = await lint(Object.fromEntries(faults.map(([, file, code]) => [file, code])));
  }, 60_000);

  it.each(faults)('refuses %s in %s: %s', (rule, file) => {
    expect(found).toContain(`${rule}: ${file}`);
  });

  it('lets the clock through outside of the domain', async () => {
    expect(await lint({ 'services/users/src/adapters/clock.ts': 'export const now = () => Date.now();\n' })).toEqual(
      [],
    );
  }, 60_000);
});
