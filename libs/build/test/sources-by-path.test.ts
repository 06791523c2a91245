import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundleOptions } from '../src/index.ts';
import { bundled, things } from './support/bundle.ts';

const run = promisify(execFile);
const sourcesOf = (map: string) => (JSON.parse(map) as { sources: string[] }).sources;
const filesOf = (map: string) =>
  sourcesOf(map).flatMap((source) => (source.startsWith('file:') ? fileURLToPath(source) : []));

describe('a linked source map', () => {
  it('leads from a stack to the source, wherever the bundle is', async () => {
    // Prepare
    const { path } = await bundled('failing', { sourcemap: 'linked' });
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'longhouse-elsewhere-')), 'a/b/failing.cjs');
    mkdirSync(dirname(elsewhere), { recursive: true });
    for (const end of ['', '.map']) copyFileSync(`${path}${end}`, `${elsewhere}${end}`);
    // Act
    const running = run(process.execPath, [
      '--enable-source-maps',
      '-e',
      `require(${JSON.stringify(elsewhere)}).failing()`,
    ]);
    // Assess
    await expect(running).rejects.toMatchObject({
      stderr: expect.stringContaining(`(${join(things, 'src/functions/failing.ts')}:3:9)`) as unknown,
    });
  });

  it('names only files that are there, written or not', async () => {
    // Prepare
    const { path } = await bundled('create', { sourcemap: 'linked' });
    const options = { entryPoints: ['src/functions/create.ts'], outdir: '.esbuild/none', write: false };
    // Act
    const { outputFiles } = await build({
      ...bundleOptions({ serviceFolder: things, sourcemap: 'linked' }),
      ...options,
    });
    // Assess
    const kept = outputFiles?.find((file) => file.path.endsWith('.map'))?.text ?? '{}';
    const written = readFileSync(`${path}.map`, 'utf8');
    for (const files of [filesOf(kept), filesOf(written)]) {
      expect(files).toContain(join(things, 'src/functions/create.ts'));
      expect(files.filter((file) => !existsSync(file))).toEqual([]);
    }
    expect(kept).toBe(written); // two packages of one source are the same
  });

  it('is the only one with paths of this machine in it', async () => {
    const { path } = await bundled('create', { sourcemap: 'external' });
    expect(sourcesOf(readFileSync(`${path}.map`, 'utf8')).filter((source) => /^(file:|\/)/.test(source))).toEqual([]);
  });
});
