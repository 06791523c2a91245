import { execFileSync } from 'node:child_process';
import { affected } from '../scripts/affected.ts';
import { readParts } from '../scripts/parts.ts';

/** Jest runs at the root. */
const repository = process.cwd();

const part = (folder: string, ...needs: string[]) => ({ name: `@${folder}`, folder, needs });

const parts = [
  part('libs/contracts'),
  part('libs/handler', '@libs/contracts'),
  part('libs/testing', '@libs/contracts'),
  part('services/platform'),
  part('services/users', '@libs/handler', '@services/platform'),
  part('services/mail', '@services/users'),
  part('services/web'),
];

const services = (...changed: string[]) => affected(changed, parts).filter((name) => name.startsWith('@services/'));

describe('what a change deploys', () => {
  it.each<[string, string[], string[]]>([
    ['a service and those that need it', ['services/users/src/functions/a.ts'], ['@services/users', '@services/mail']],
    ['whatever needs a library, indirectly too', ['libs/contracts/src/a.ts'], ['@services/users', '@services/mail']],
    [
      'those deployed after it',
      ['services/platform/serverless.yml'],
      ['@services/platform', '@services/users', '@services/mail'],
    ],
    ['one alone that nobody needs', ['services/web/a.ts'], ['@services/web']],
    [
      'everything, for a file that all are built with',
      ['package-lock.json'],
      ['@services/platform', '@services/users', '@services/mail', '@services/web'],
    ],
    ['nothing for a library that only tests use', ['libs/testing/src/a.ts'], []],
    [
      'nothing for what is not shipped',
      [
        'README.md',
        'services/users/README.md',
        'services/users/test/a.test.ts',
        'services/users/events/a.json',
        'e2e/test/a.ts',
        '.github/workflows/ci.yml',
        'jest.config.ts',
      ],
      [],
    ],
    ['nothing for no change', [], []],
  ])('is %s', (_, changed, expected) => {
    expect(services(...changed)).toEqual(expected);
  });

  it('does not take a folder for another whose name it begins with', () => {
    const parted = [part('services/users'), part('services/users-archive')];
    expect(affected(['services/users-archive/a.ts'], parted)).toEqual(['@services/users-archive']);
  });
});

describe('the script of the workflow', () => {
  const affectedServices = (since: string) => {
    const script = ['.github/scripts/affected-services.ts', since];
    return JSON.parse(execFileSync('node', script, { cwd: repository, encoding: 'utf8' })) as string[]; // a list of names
  };

  it('gives every service in the order of serverless-compose.yml for a stage that has nothing yet', () => {
    const all = affectedServices('deployed-nowhere');
    expect(all[0]).toBe('platform');
    expect(all).toEqual(expect.arrayContaining(['users', 'notifications']));
  });

  it('gives none for a stage that has this very commit', () => {
    expect(affectedServices('HEAD')).toEqual([]);
  });

  it('knows what the real services are built from', () => {
    const real = readParts(repository);
    const deployedBy = (file: string) => affected([file], real).filter((name) => name.startsWith('@services/'));
    expect(deployedBy('libs/build/serverless/provider.yml')).toEqual(
      expect.arrayContaining(['@services/platform', '@services/users']),
    );
    expect(deployedBy('libs/messaging/src/relay.ts')).toContain('@services/users');
    expect(deployedBy('services/users/src/contract/events.ts')).toContain('@services/notifications');
    expect(deployedBy('libs/testing/src/index.ts')).toEqual([]);
  });
});
