import { execFileSync } from 'node:child_process';
import { efforts } from './pictures/efforts.ts';
import { memory } from './pictures/memory.ts';
import { speed } from './pictures/speed.ts';

/**
 * `npm run bench:pictures -- [speed] [memory] [efforts] [load]`: renditions of a 12-megapixel photograph against other ways to make them; memory at 50 megapixels; what each setting of
 * the encoders costs; what loading sharp costs. All of it without an argument, as Markdown tables. The pictures are made at the first run (a few minutes) and kept in `bench/.pictures`.
 */
const ROUNDS = 5;
const SECTIONS: Readonly<Record<string, () => Promise<string>>> = {
  speed: () => speed(ROUNDS),
  memory,
  efforts: () => efforts(ROUNDS),
  load,
};

/** Milliseconds from the start of a process to its end, with sharp and without. */
async function load(): Promise<string> {
  return `Node alone: ${least('')} ms, with sharp: ${least("require('sharp')")} ms.`;
}

function least(code: string): string {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    execFileSync(process.execPath, ['-e', code]);
    return performance.now() - start;
  });
  return Math.min(...times).toFixed(0);
}

const wanted = process.argv.slice(2);
for (const [name, section] of Object.entries(SECTIONS)) {
  if (wanted.length === 0 || wanted.includes(name)) console.log(`## ${name}\n\n${await section()}\n`);
}
