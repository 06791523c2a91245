import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nativesArchive } from '../../src/natives/natives-archive.ts';
import type { Platform } from '../../src/natives/platform.ts';
import { unpack, unzip } from '../../src/zip/unzip.ts';
import { temporary } from '../support/temporary.ts';

const near: Platform = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const far: Platform = { os: 'linux', cpu: 'arm64', libc: 'glibc' };

/** A repository in which `pixels` is installed with the binaries for one platform, as npm leaves it. */
function repository(): string {
  const root = temporary();
  write(
    root,
    'package-lock.json',
    JSON.stringify({
      packages: {
        'node_modules/pixels': { version: '1.0.0', optionalDependencies: { '@px/near': '1.0.0', '@px/far': '1.0.0' } },
        'node_modules/@px/near': { version: '1.0.0', os: ['linux'], cpu: ['x64'] },
        'node_modules/@px/far': { version: '1.0.0', os: ['linux'], cpu: ['arm64'], integrity: 'sha512-far' },
      },
    }),
  );
  install(root, 'pixels', {
    'index.js': 'code',
    'index.d.ts': 'types',
    'README.md': 'words',
    'LICENSE.md': 'licence',
    'src/pixels.cc': 'source',
  });
  install(root, '@px/near', { 'lib/near.node': 'near' });
  return root;
}

function install(root: string, name: string, files: Record<string, string>, version = '1.0.0'): void {
  write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, version }));
  for (const [file, text] of Object.entries(files)) write(root, `node_modules/${name}/${file}`, text);
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const contents = (archive: string) =>
  Object.fromEntries(unzip(readFileSync(archive)).map((file) => [file.name, unpack(file).toString()]));

const nobody = () => Promise.reject(new Error('nothing is to be fetched'));
const registry = (folder: string) => Promise.resolve(install(folder, '@px/far', { 'lib/far.node': 'far' }));

describe('the archive of a native package', () => {
  it("has what is installed, for this machine's platform, without what no running function reads", async () => {
    const archive = await nativesArchive(repository(), 'services/images', 'pixels', near, nobody);
    expect(contents(archive)).toEqual({
      'node_modules/@px/near/lib/near.node': 'near',
      'node_modules/@px/near/package.json': expect.any(String) as unknown,
      'node_modules/pixels/LICENSE.md': 'licence',
      'node_modules/pixels/index.js': 'code',
      'node_modules/pixels/package.json': expect.any(String) as unknown,
    });
  });

  it('has what is fetched, for another platform', async () => {
    // Prepare
    const fetch = jest.fn(registry);
    const root = repository();
    // Act
    const archive = await nativesArchive(root, 'services/images', 'pixels', far, fetch);
    // Assess
    expect(Object.keys(contents(archive))).toEqual(
      expect.arrayContaining(['node_modules/@px/far/lib/far.node', 'node_modules/pixels/index.js']),
    );
    expect(Object.keys(contents(archive)).join()).not.toContain('near');
    const wanted = { '@px/far': { version: '1.0.0', os: ['linux'], cpu: ['arm64'], integrity: 'sha512-far' } };
    expect(fetch.mock.calls).toEqual([[expect.any(String) as unknown, wanted, far, root]]);
  });

  it('is made once, and needs nobody afterwards', async () => {
    // Prepare
    const root = repository();
    const made = await nativesArchive(root, 'services/images', 'pixels', far, registry);
    const { mtimeMs } = statSync(made);
    // Act
    const again = await nativesArchive(root, 'services/images', 'pixels', far, nobody);
    // Assess
    expect([again, statSync(again).mtimeMs]).toEqual([made, mtimeMs]);
    expect(readdirSync(dirname(made))).toHaveLength(1);
  });

  it('is another when the lock file names another', async () => {
    // Prepare
    const root = repository();
    const before = await nativesArchive(root, 'services/images', 'pixels', far, registry);
    // Act
    write(
      root,
      'package-lock.json',
      readFileSync(join(root, 'package-lock.json'), 'utf8').replace('sha512-far', 'sha512-other'),
    );
    // Assess
    expect(await nativesArchive(root, 'services/images', 'pixels', far, registry)).not.toBe(before);
  });

  it('has the same bytes wherever it is made', async () => {
    const bytes = async () =>
      readFileSync(await nativesArchive(repository(), 'services/images', 'pixels', near, nobody));
    expect((await bytes()).equals(await bytes())).toBe(true);
  });

  it('is refused when what was fetched is not what the lock file names, and nothing is left', async () => {
    // Prepare
    const root = repository();
    const other = (folder: string) => Promise.resolve(install(folder, '@px/far', {}, '2.0.0'));
    // Act
    const making = nativesArchive(root, 'services/images', 'pixels', far, other);
    // Assess
    await expect(making).rejects.toMatchObject({
      name: 'NativesMissing',
      message: 'node_modules/@px/far 1.0.0 is not installed: run npm install',
    });
    expect(readdirSync(join(root, 'node_modules/.cache/natives'))).toEqual([]);
  });
});
