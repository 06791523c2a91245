import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zip } from '@libs/build';
import { startEngine } from '../../src/engine/engine.ts';
import { findInstalled, installFolder } from '../../src/engine/installed.ts';
import { defaultHome } from '../../src/engine/paths.ts';

jest.setTimeout(300_000);

it('makes an archive that Python reads, with all files, their bytes and their mode', async () => {
  // Prepare
  await (await startEngine({ running: '' })).stop(); // so that its Python is there
  const python = (await findInstalled(installFolder(defaultHome)))?.python ?? 'python3';
  const folder = mkdtempSync(join(tmpdir(), 'longhouse-zip-'));
  const file = join(folder, 'code.zip');
  const binary = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));
  // Act
  writeFileSync(
    file,
    zip([
      { name: 'src/functions/a.cjs', data: Buffer.from('exports.handler = 1;') },
      { name: 'ä/empty', data: Buffer.alloc(0) },
      { name: 'binary', data: binary },
    ]),
  );
  // Assess
  const read = `
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist(): print(i.filename, i.file_size, oct(i.external_attr >> 16), i.date_time[:3])
z.extract("binary", sys.argv[2])`;
  const listing = execFileSync(python, ['-c', read, file, folder], {
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  expect(listing.toString().trim().split('\n')).toEqual([
    'src/functions/a.cjs 20 0o100644 (1980, 1, 1)',
    'ä/empty 0 0o100644 (1980, 1, 1)',
    'binary 70000 0o100644 (1980, 1, 1)',
  ]);
  expect(readFileSync(join(folder, 'binary')).equals(binary)).toBe(true);
  rmSync(folder, { recursive: true });
});

it('gives the same bytes for the same files, so that unchanged code is recognised', () => {
  const entries = [{ name: 'a', data: Buffer.from('a') }];
  expect(zip(entries).equals(zip(entries))).toBe(true);
});
