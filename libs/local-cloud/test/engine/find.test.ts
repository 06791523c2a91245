import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineUnavailable } from '../../src/engine/errors.ts';
import { findEngine } from '../../src/engine/find.ts';
import { installFolder } from '../../src/engine/installed.ts';
import type { Outcome } from '../../src/engine/run.ts';
import { temporaryFolders } from './support/temporary-folder.ts';

const folder = temporaryFolders();
const environment = { GATEWAY_PORT: '4566', STATE_DIR: '/home/ada/kept', TMPDIR: '/home/ada/kept/tmp-1', PATH: '/bin' };
const fine = (out = ''): Outcome => ({ ok: true, out, why: '' });
const failed = (why: string): Outcome => ({ ok: false, out: '', why });

/** A machine that has these commands: the first whose name starts the command line answers. Every command line is kept. */
function machine(commands: Record<string, Outcome>) {
  const lines: string[] = [];
  const run = async (command: string, args: string[]) => {
    const line = [command, ...args].join(' ');
    lines.push(line);
    const venv = / -m venv (\S+)$/.exec(line) ?? /^uv venv .* (\S+)$/.exec(line) ?? / --target (\S+)$/.exec(line);
    const answer = Object.entries(commands).find(([start]) => line.startsWith(start))?.[1];
    if (venv?.[1] && answer?.ok) mkdirSync(join(venv[1], 'bin'), { recursive: true });
    const inside = command.includes('/.draft-') || command.includes('/engine/1.5.33-');
    return answer ?? (inside ? fine() : failed('not found'));
  };
  return { run, lines };
}

const find = (home: string, run: ReturnType<typeof machine>['run'], log: (line: string) => void = () => {}) =>
  findEngine(home, log, run).then((launcher) => launcher(environment));

describe('finding the engine', () => {
  it('takes what an earlier run has fetched', async () => {
    const home = folder();
    const python = machine({ python3: fine('3.12 /usr/bin/python3'), '/usr/bin/python3 -m venv': fine() });
    const first = await find(home, python.run);
    const nothing = machine({});
    const second = await find(home, nothing.run);
    expect(second).toEqual(first);
    expect(nothing.lines).toEqual([`${first.command} -c 0`]);
  });

  it('prefers uv, with the hashes of the lock and no build from source', async () => {
    const { run, lines } = machine({ uv: fine(), python3: fine('3.12 /usr/bin/python3') });
    const home = folder();
    const { command, args } = await find(home, run);
    expect(command).toBe(join(installFolder(home), 'bin/python'));
    expect(args[0]).toMatch(/src\/engine\/bridges\/launch\.py$/);
    expect(lines.slice(0, 2)).toEqual([
      expect.stringMatching(/^uv venv -q --python >=3\.10 /),
      expect.stringMatching(
        /^uv pip install -q --python .*--require-hashes --only-binary :all: -r .*requirements\.txt$/,
      ),
    ]);
  });

  it('makes a virtual environment with the first Python that is new enough', async () => {
    const { run, lines } = machine({
      'python3 ': fine('3.9 /usr/bin/python3'),
      'python3.11 ': fine('3.11 /opt/python3.11'),
      '/opt/python3.11 -m venv': fine(),
    });
    await find(folder(), run);
    expect(lines).toContainEqual(expect.stringMatching(/^\/opt\/python3\.11 -m venv /));
    expect(lines.some((line) => line.startsWith('/usr/bin/python3 '))).toBe(false);
  });

  it('installs beside the interpreter where venv is missing', async () => {
    const { run } = machine({
      'python3 ': fine('3.11 /usr/bin/python3'),
      '/usr/bin/python3 -m venv': failed('ensurepip is not available'),
      '/usr/bin/python3 -c 0': fine(),
      '/usr/bin/python3 -m pip': fine(),
    });
    const home = folder();
    mkdirSync(home, { recursive: true });
    const { command, env } = await find(home, run);
    expect({ command, path: env.PYTHONPATH }).toEqual({
      command: '/usr/bin/python3',
      path: join(installFolder(home), 'lib'),
    });
  });

  it('runs the image in Docker, published on loopback alone, when there is no Python', async () => {
    const { command, args } = await find(folder(), machine({ docker: fine('28.0') }).run);
    expect(command).toBe('docker');
    expect(args.join(' ')).toContain('--publish 127.0.0.1:4566:4566');
    expect(args.join(' ')).toContain('--volume /home/ada/kept:/state --env');
    expect(args.join(' ')).toContain('--env STATE_DIR=/state --env TMPDIR=/state/tmp-1');
    expect(args.join(' ')).not.toContain('PATH=');
    expect(args.at(-1)).toBe('/bridges/launch.py');
  });

  it('fetches anew when the Python that an install was made with is gone', async () => {
    const home = folder();
    const python = machine({ python3: fine('3.12 /usr/bin/python3'), '/usr/bin/python3 -m venv': fine() });
    await find(home, python.run);
    const upgraded = machine({ [join(installFolder(home), 'bin/python -c 0')]: failed('not found'), uv: fine() });
    const again = find(home, upgraded.run);
    await expect(again).rejects.toThrow(EngineUnavailable); // the new one does not run either
    expect(upgraded.lines).toContainEqual(expect.stringMatching(/^uv venv/));
  });

  it('names all that was tried, and what to install, in one line', async () => {
    const { run } = machine({
      uv: failed('no route to host'),
      'python3 ': fine('3.9 /usr/bin/python3'),
      docker: failed('Cannot connect'),
    });
    const home = folder();
    const error = await find(home, run).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EngineUnavailable);
    expect(String(error)).toBe(
      'EngineUnavailable: The local cloud needs Python 3.10 or later, uv or Docker. Tried: uv: no route to host; ' +
        'python3 is Python 3.9, 3.10 or later is needed; docker: no running daemon. ' +
        'Install python3 with venv (https://www.python.org/downloads) or uv (https://docs.astral.sh/uv), then run this again.',
    );
    expect(readdirSync(join(home, 'engine'))).toEqual([]); // no draft is left
  });

  it('says that it fetches, and how long that took', async () => {
    const lines: string[] = [];
    await find(folder(), machine({ uv: fine() }).run, (line) => lines.push(line));
    expect(lines).toEqual([
      'fetching the engine, once: about 10 s',
      expect.stringMatching(/^fetched the engine in \d+\.\d s$/),
    ]);
  });

  it('gives two that fetch at once one whole install, and leaves nothing else', async () => {
    const home = folder();
    const { run } = machine({ uv: fine() });
    const [one, other] = await Promise.all([find(home, run), find(home, run)]);
    expect(one).toEqual(other);
    expect(readdirSync(join(home, 'engine'))).toEqual([installFolder(home).split('/').at(-1)]);
  });

  it('does not take a folder that was left half made', async () => {
    const home = folder();
    mkdirSync(join(installFolder(home), 'bin'), { recursive: true });
    const { run, lines } = machine({ uv: fine() });
    await find(home, run);
    expect(lines[0]).toMatch(/^uv venv/);
    expect(existsSync(join(installFolder(home), 'engine.json'))).toBe(true);
    rmSync(dirname(installFolder(home)), { recursive: true });
  });
});
