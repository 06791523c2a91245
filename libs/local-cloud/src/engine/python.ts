import { run as runCommand, type Run } from './run.ts';

const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

/**
 * A Python that the engine runs on (3.10 or later): its own path, not the name of a shim.
 * What was found and does not do is added to `tried`. On 3.9 pip would print 15 kB of versions, so the version comes first.
 */
export async function findPython(tried: string[], run: Run = runCommand): Promise<string | undefined> {
  const old: string[] = [];
  for (const name of names) {
    const { ok, out } = await run(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2], sys.executable)']);
    const [, major, minor, path] = (ok && /^(\d+)\.(\d+) (.+)$/.exec(out)) || [];
    if (!path) continue;
    if (Number(major) === 3 && Number(minor) >= 10) return path;
    old.push(`${name} is Python ${major}.${minor}, 3.10 or later is needed`);
  }
  tried.push(...(old.length > 0 ? old : ['python3: not found']));
  return undefined;
}
