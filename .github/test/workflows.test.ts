import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

/** Jest runs at the root. */
const folder = join(process.cwd(), '.github/workflows');
const workflows = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

let temporary: string;
let bundle: string;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'longhouse-workflows-'));
  bundle = join(temporary, 'checker.mjs');
  await build({
    entryPoints: [join(process.cwd(), '.github/scripts/check-workflow.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
});

afterAll(() => rm(temporary, { recursive: true }));

const findings = (text: string): string[] =>
  JSON.parse(execFileSync('node', [bundle], { input: text, encoding: 'utf8' })) as string[]; // a list of lines

/** What follows each `run:`, to the end of its block: the lines that are indented deeper than the key. */
const scriptsOf = (text: string): string[] => {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, before = '', script = ''] = /^( *(?:- )?)run:(.*)/.exec(line) ?? [];
    if (script === '') return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((next) => next.trim() !== '' && next.search(/\S/) <= before.length);
    return [[script, ...rest.slice(0, end < 0 ? undefined : end)].join('\n').trim()];
  });
};

describe.each(workflows)('the workflow $name', ({ text }) => {
  it('is one that GitHub takes', () => {
    expect(findings(text)).toEqual([]);
  });

  it('names every action by the commit of a release, and the release beside it', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives its token no more than it is told, and no job more time than it needs', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
    const jobs = text.split(/^ {2}(?=[\w-]+:\n)/m).filter((job) => /^ {4}runs-on:/m.test(job));
    expect(jobs.length).toBeGreaterThan(0);
    for (const job of jobs) expect(job).toMatch(/^ {4}timeout-minutes: \d+$/m);
  });

  it('puts no value into a script, where a stranger could have written it: values come by the environment', () => {
    for (const script of scriptsOf(text)) expect(script).not.toContain('${{');
  });
});

describe('the check of workflows', () => {
  it('reads scripts of one line and of several', () => {
    const text =
      'steps:\n  - run: one ${{ x }}\n  - name: n\n    run: |\n      two\n      ${{ y }}\n    env: { A: 1 }\n';
    expect(scriptsOf(text)).toEqual(['one ${{ x }}', '|\n      two\n      ${{ y }}']);
  });

  it.each([
    ['a key that nobody knows', 'on: push\njobs:\n  a:\n    runs-on: x\n    step: []\n', /Unexpected value 'step'/],
    ['a job that runs nowhere', 'on: push\njobs:\n  a:\n    steps: [{ run: ls }]\n', /runs-on/],
    [
      'a job that waits for none',
      'on: push\njobs:\n  a:\n    needs: b\n    runs-on: x\n    steps: [{ run: ls }]\n',
      /Value 'b' is not valid/,
    ],
    [
      'a context that is not there',
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: "${{ inptus.x }}" }]\n',
      /inptus/,
    ],
  ])('refuses %s', (_, text, message) => {
    expect(findings(text).join('\n')).toMatch(message);
  });
});
