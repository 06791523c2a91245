import { join } from 'node:path';
import { command, repository } from './command.ts';
import { plant } from './plant.ts';

const config = join(repository, '.dependency-cruiser.cjs');

/** What every planted house holds: all of it allowed. */
const house: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "house", "type": "module", "devDependencies": { "jest": "*" } }',
  'services/users/package.json':
    '{ "name": "users", "dependencies": { "@aws-sdk/client-dynamodb": "*", "@aws-sdk/client-sqs": "*", "electrodb": "*" } }',
  'services/users/src/contract/events.ts':
    "import { event } from '../../../../libs/contracts/src/index.ts';\nexport const E = event;",
  'services/users/src/domain/rules.ts':
    "import type { E } from '../contract/events.ts';\nimport { X } from '../../../../libs/contracts/src/index.ts';\nimport { clock } from '../../../../libs/time/src/index.ts';\nimport { more } from './more.ts';\nexport const rule = (e: typeof E) => [e, X, clock, more];",
  'services/users/src/domain/more.ts': 'export const more = 1;',
  'services/users/src/data/store.ts':
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { Service } from 'electrodb';\nimport { rule } from '../domain/rules.ts';\nexport const store = [DynamoDBClient, Service, rule];",
  'services/users/src/adapters/queue.ts':
    "import { SQSClient } from '@aws-sdk/client-sqs';\nexport const queue = SQSClient;",
  'services/users/src/pixels/render.ts':
    "import { rule } from '../domain/rules.ts';\nimport { readFile } from 'node:fs/promises';\nexport const render = [rule, readFile];",
  'services/users/src/functions/a.ts':
    "import { store } from '../data/store.ts';\nimport { queue } from '../adapters/queue.ts';\nimport { api } from '../../../../libs/handler/src/index.ts';\nexport const a = [store, queue, api];",
  'services/users/src/functions/b.ts': 'export const b = 1;',
  'services/users/test/a.test.ts':
    "import { a } from '../src/functions/a.ts';\nimport { testing } from '../../../libs/testing/src/index.ts';\nexport const t = [a, testing];",
  'services/mail/package.json': '{ "name": "mail" }',
  'services/mail/src/functions/c.ts': "import { E } from '../../../users/src/contract/events.ts';\nexport const c = E;",
  'libs/contracts/package.json': '{ "name": "contracts" }',
  'libs/contracts/src/index.ts': 'export const event = 1;\nexport const X = 1;',
  'libs/handler/package.json': '{ "name": "handler" }',
  'libs/handler/src/index.ts': "import { X } from '../../contracts/src/index.ts';\nexport const api = X;",
  'libs/time/package.json': '{ "name": "time" }',
  'libs/time/src/index.ts': 'export const clock = 1;',
  'libs/testing/package.json': '{ "name": "testing" }',
  'libs/testing/src/index.ts': 'export const testing = 1;',
};

const cruise = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  await using planted = await plant(files);
  const { output, errors } = await command(
    'depcruise',
    ['--config', config, '-T', 'json', 'libs', 'services'],
    planted.folder,
  );
  if (output === '') throw new Error(errors);
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  }; // its documented form
  return summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`);
};

/** The rule, the file in which it is broken, and the line that breaks it. */
const violations: readonly [rule: string, file: string, line: string][] = [
  ['no-cycle', 'services/users/src/domain/more.ts', "import './rules.ts';"],
  ['no-missing-file', 'services/users/src/functions/b.ts', "import './gone.ts';"],
  ['libs-know-no-service', 'libs/handler/src/index.ts', "import '../../../services/users/src/contract/events.ts';"],
  [
    'services-meet-at-contracts',
    'services/mail/src/functions/c.ts',
    "import type { rule } from '../../../users/src/domain/rules.ts';",
  ],
  ['services-meet-at-contracts', 'services/mail/test/c.test.ts', "import '../../users/src/functions/b.ts';"],
  ['contract-stands-alone', 'services/users/src/contract/events.ts', "import '../../../../libs/handler/src/index.ts';"],
  ['contract-stands-alone', 'services/users/src/contract/events.ts', "import 'node:path';"],
  ['domain-is-pure', 'services/users/src/domain/rules.ts', "import { randomUUID } from 'node:crypto';"],
  [
    'domain-is-pure',
    'services/users/src/domain/rules.ts',
    "import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
  ],
  ['domain-is-pure', 'services/users/src/domain/rules.ts', "import '../adapters/queue.ts';"],
  ['time-is-pure', 'libs/time/src/index.ts', "import 'node:fs';"],
  ['data-below-functions', 'services/users/src/data/store.ts', "import '../functions/b.ts';"],
  ['data-below-functions', 'services/users/src/data/store.ts', "import '../adapters/queue.ts';"],
  ['adapters-below-functions', 'services/users/src/adapters/queue.ts', "import '../data/store.ts';"],
  ['pixels-below-functions', 'services/users/src/pixels/render.ts', "import '../adapters/queue.ts';"],
  ['pixels-below-functions', 'services/users/src/pixels/render.ts', "import '@aws-sdk/client-sqs';"],
  ['functions-stand-alone', 'services/users/src/functions/a.ts', "import './b.ts';"],
  ['functions-call-no-sdk', 'services/users/src/functions/b.ts', "import { SQSClient } from '@aws-sdk/client-sqs';"],
  ['functions-call-no-sdk', 'services/users/src/functions/b.ts', "import 'electrodb';"],
  ['data-calls-dynamodb-alone', 'services/users/src/data/store.ts', "import '@aws-sdk/client-sqs';"],
  ['adapters-leave-the-table-alone', 'services/users/src/adapters/queue.ts', "import '@aws-sdk/client-dynamodb';"],
  ['contracts-lib-is-the-ground', 'libs/contracts/src/index.ts', "import '../../testing/src/index.ts';"],
  ['shipped-code-has-no-tools', 'libs/handler/src/index.ts', "import '../../testing/src/index.ts';"],
  [
    'shipped-code-has-no-tools',
    'services/users/src/functions/b.ts',
    "export const late = () => import('../../../../libs/testing/src/index.ts');",
  ],
  ['tests-stay-outside', 'services/users/src/functions/b.ts', "import '../../test/a.test.ts';"],
  ['dependencies-are-declared', 'libs/handler/src/index.ts', "import 'jest';"],
  ['dependencies-are-declared', 'services/mail/src/functions/c.ts', "import 'yaml';"],
];

describe('boundaries', () => {
  it('let the house as designed pass', async () => {
    expect(await cruise(house)).toEqual([]);
  });

  // All are planted in one house, since a cruise takes half a second.
  describe('refuse', () => {
    let found: string[];
    beforeAll(async () => {
      const files: Record<string, string> = { ...house };
      for (const [, file, line] of violations) files[file] = `${line}\n${files[file] ?? ''}`;
      found = await cruise(files);
    });

    it.each(violations)('%s, in %s: %s', (rule, file, line) => {
      const imported = /'(?:.*[/:])?([^/:]+)'/.exec(line)?.[1] ?? '';
      const matching = found.filter((text) => text.startsWith(`${rule}: ${file} -> `) && text.includes(imported));
      expect(matching).toHaveLength(1);
    });
  });

  it('see an import below a `using` declaration', async () => {
    const code = "await using x = await import('../../../../libs/testing/src/index.ts');\nexport const y = x;";
    const found = await cruise({ ...house, 'services/users/src/functions/b.ts': code });
    expect(found).toEqual([
      'shipped-code-has-no-tools: services/users/src/functions/b.ts -> libs/testing/src/index.ts',
    ]);
  });

  it('have no rule without a violation here', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(config);
    expect(forbidden.map(({ name }) => name)).toEqual([...new Set(violations.map(([rule]) => rule))]);
  });
});
