import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findInstalled, installFolder, type Interpreter, manifest } from './installed.ts';
import { lockFile } from './paths.ts';
import { findPython } from './python.ts';
import { run as runCommand, type Run } from './run.ts';

const venvPython = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
const locked = ['--require-hashes', '--only-binary', ':all:', '-r', lockFile];

/** One way to make an install in an empty folder: its manifest, or undefined with the reason in `tried`. */
type Way = (folder: string, tried: string[], run: Run) => Promise<Interpreter | undefined>;

/** 0.6 s; brings a Python too where there is none. */
const withUv: Way = async (folder, tried, run) => {
  const made = await run('uv', ['venv', '-q', '--python', '>=3.10', folder]);
  const filled = made.ok
    ? await run('uv', ['pip', 'install', '-q', '--python', join(folder, venvPython), ...locked])
    : made;
  if (filled.ok) return { python: venvPython };
  tried.push(`uv: ${filled.why}`);
  return undefined;
};

/** 7 to 9 s with a virtual environment; 4 s with `--target`, which serves where Debian's python3-venv is missing. */
const withPip: Way = async (folder, tried, run) => {
  const python = await findPython(tried, run);
  if (!python) return undefined;
  const pip = ['-m', 'pip', 'install', '-q', '--no-compile', ...locked];
  const made = await run(python, ['-m', 'venv', folder]);
  const filled = made.ok ? await run(join(folder, venvPython), pip) : made;
  if (filled.ok) return { python: venvPython };
  tried.push(`${python} -m venv: ${filled.why}`);
  rmSync(folder, { recursive: true, force: true });
  const beside = await run(python, [...pip, '--target', join(folder, 'lib')]);
  if (beside.ok) return { python, path: 'lib' };
  tried.push(`${python} -m pip: ${beside.why}`);
  return undefined;
};

/**
 * Fetches the engine into `<home>/engine`, once. It is made in a folder of its own and renamed when complete, so that two
 * processes that do this at once each get a whole install: who comes second takes the first one's.
 * @returns undefined when no way worked; `tried` then has a line for each.
 */
export async function install(
  home: string,
  tried: string[],
  log: (line: string) => void,
  run: Run = runCommand,
): Promise<Interpreter | undefined> {
  const folder = installFolder(home);
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(join(dirname(folder), '.draft-'));
  log('fetching the engine, once: about 10 s');
  const started = performance.now();
  try {
    for (const way of [withUv, withPip]) {
      const made = await way(draft, tried, run);
      if (made) {
        writeFileSync(join(draft, manifest), JSON.stringify(made));
        await moveInto(draft, folder, run);
        log(`fetched the engine in ${((performance.now() - started) / 1000).toFixed(1)} s`);
        return await findInstalled(folder, run);
      }
      rmSync(draft, { recursive: true, force: true });
    }
    return undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * A folder in the way is another process's install, made in the meantime and perhaps running already: it stays.
 * Only one that does not run any more (its Python was removed) gives way.
 */
async function moveInto(draft: string, folder: string, run: Run): Promise<void> {
  try {
    renameSync(draft, folder);
  } catch {
    if (await findInstalled(folder, run)) return;
    renameSync(folder, `${draft}-replaced`);
    renameSync(draft, folder);
    rmSync(`${draft}-replaced`, { recursive: true, force: true });
  }
}
