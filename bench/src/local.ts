import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from './local-cloud.ts';
import { median, percentile } from './measure.ts';
import { uploader } from './uploaded-picture.ts';
import { timeToWelcomeMail } from './welcome-mail.ts';

/** `npm run bench:local`: how long the local cloud takes, and how much memory it holds, on a state of its own; as a Markdown table. */
const people = Number(process.argv[2] ?? 20);
const pictures = Number(process.argv[3] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'longhouse-local-'));
const rows: [what: string, figure: string][] = [];

/** A file that one function alone is made from; one space more in it is a change. */
const source = join(import.meta.dirname, '../../services/users/src/functions/get-me.ts');

try {
  {
    await using cloud = await startLocalCloud(folder);
    rows.push(['ready, empty state', `${cloud.readySeconds} s`], ['memory, idle', `${cloud.memory().toFixed(0)} MB`]);
    const cold = await timeToWelcomeMail(cloud, 'cold@example.com');
    const warm: number[] = [];
    for (let one = 1; one <= people; one++) warm.push(await timeToWelcomeMail(cloud, `warm-${one}@example.com`));
    rows.push(
      ['confirmation to mail, all four functions cold', `${cold.toFixed(0)} ms`],
      [`confirmation to mail, warm (median of ${people})`, `${median(warm).toFixed(0)} ms`],
      [`memory after ${people + 1} people`, `${cloud.memory().toFixed(0)} MB`],
    );
    const upload = await uploader(cloud, 'photographer@example.com');
    const first = await upload();
    const later: number[] = [];
    for (let one = 1; one <= pictures; one++) later.push(await upload());
    rows.push(
      ['upload to all renditions, cold', `${first.toFixed(0)} ms`],
      [`upload to all renditions, warm (p50 of ${pictures})`, `${median(later).toFixed(0)} ms`],
      [`upload to all renditions, warm (p99 of ${pictures})`, `${percentile(later, 99).toFixed(0)} ms`],
      [`memory after ${pictures + 1} pictures`, `${cloud.memory().toFixed(0)} MB`],
    );
    rows.push(['save to the new code in the function', `${(await saveToReloaded(cloud)).toFixed(0)} ms`]);
  }
  await using cloud = await startLocalCloud(folder);
  rows.push(['ready, nothing changed', `${cloud.readySeconds} s`]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(['| what | figure |', '| --- | --- |', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n'));

async function saveToReloaded(cloud: { says(text: string): Promise<string> }): Promise<number> {
  const text = readFileSync(source, 'utf8');
  try {
    const reloaded = cloud.says('reloaded');
    const start = performance.now();
    writeFileSync(source, `${text}\n`);
    await reloaded;
    return performance.now() - start;
  } finally {
    writeFileSync(source, text);
  }
}
