import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { budgetsFor, excesses, type FiguresByFunction } from './figures.ts';
import { measureFunctions } from './measure-functions.ts';

/**
 * `npm run size`: what every function weighs, against the budgets in libs/build/budgets.json; fails when one is over.
 * `npm run size -- --update` writes what they weigh now, with a little room, as the new budgets: commit them with the change that needs it.
 */
const root = join(import.meta.dirname, '../../../..');
const path = join(root, 'libs/build/budgets.json');
const budgets = JSON.parse(readFileSync(path, 'utf8')) as FiguresByFunction;
const measured = await measureFunctions(root, (line) => process.stderr.write(`${line}\n`));

const columns = ['function', 'KB', 'KB zipped', 'M instructions at start', 'of the budget'];
const rows = Object.entries(measured).map(([name, { bytes, gzip, instructions }]) => {
  const { bytes: most, instructions: mostInstructions } = budgets[name] ?? {};
  const share = Math.max(bytes / (most ?? Number.NaN), (instructions ?? 0) / (mostInstructions ?? 1));
  return [
    name,
    (bytes / 1024).toFixed(0),
    (gzip / 1024).toFixed(0),
    instructions?.toFixed(1) ?? 'left out',
    Number.isNaN(share) ? 'none' : `${(share * 100).toFixed(0)} %`,
  ];
});
console.log([columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'));

if (process.argv.includes('--update')) {
  writeFileSync(path, `${JSON.stringify(budgetsFor(measured, budgets), undefined, 2)}\n`);
} else {
  const found = excesses(measured, budgets);
  for (const excess of found) console.error(excess);
  if (found.length > 0) {
    console.error('Make it lighter, or run `npm run size -- --update` and say in the commit why it may weigh more.');
    process.exitCode = 1;
  }
}
