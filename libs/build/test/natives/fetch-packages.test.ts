import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackages } from '../../src/natives/fetch-packages.ts';
import { type Registry, startRegistry } from '../support/registry.ts';
import { temporary } from '../support/temporary.ts';

const platform = { os: 'plan9', cpu: 'alpha' };
const lists = { os: ['plan9'], cpu: ['alpha'] };
const environment = { ...process.env };
let registry: Registry;

beforeAll(async () => {
  registry = await startRegistry();
});

afterAll(() => registry.stop());

beforeEach(() => {
  process.env['npm_config_registry'] = registry.url;
  process.env['npm_config_cache'] = temporary();
});

afterEach(() => {
  process.env = { ...environment };
});

it('fetches what is for another platform from the registry that npm is configured with', async () => {
  // Prepare: as npm leaves it to the scripts of `npm install --workspace services/images`
  process.env['npm_config_workspace'] = 'services/images';
  const folder = temporary();
  // Act
  await fetchPackages(
    folder,
    { '@px/far': { version: '1.0.0', integrity: registry.integrity, ...lists } },
    platform,
    temporary(),
  );
  // Assess
  expect(readFileSync(join(folder, 'node_modules/@px/far/lib/far.node'), 'utf8')).toBe('binary');
});

it('takes the registry from the .npmrc of the repository', async () => {
  // Prepare
  delete process.env['npm_config_registry'];
  const [folder, root] = [temporary(), temporary()];
  writeFileSync(join(root, '.npmrc'), `registry=${registry.url}\n`);
  // Act
  await fetchPackages(folder, { '@px/far': { version: '1.0.0', integrity: registry.integrity } }, platform, root);
  // Assess
  expect(readFileSync(join(folder, 'node_modules/@px/far/lib/far.node'), 'utf8')).toBe('binary');
});

it('refuses what is not what the lock file says', async () => {
  const integrity = `sha512-${Buffer.alloc(64).toString('base64')}`;
  const fetching = fetchPackages(temporary(), { '@px/far': { version: '1.0.0', integrity } }, platform, temporary());
  await expect(fetching).rejects.toMatchObject({
    name: 'NativesMissing',
    message: expect.stringContaining('EINTEGRITY') as unknown,
  });
});

it('says without a network what is missing, and what to do', async () => {
  process.env['npm_config_registry'] = 'http://127.0.0.1:9';
  const fetching = fetchPackages(temporary(), { '@px/far': { version: '1.0.0' } }, platform, temporary());
  await expect(fetching).rejects.toThrow(
    /^@px\/far for plan9-alpha could not be fetched\. Run `npm run natives` once with the network on\. npm said:\n.*ECONNREFUSED/s,
  );
});
