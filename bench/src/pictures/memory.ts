import { statSync } from 'node:fs';
import { freshRun } from './fresh-run.ts';
import { KINDS, ofKind } from './inputs.ts';
import { table } from '../table.ts';

/** What our way takes of memory for 50 megapixels of every kind; the file itself, which is in memory too, counts. */
export async function memory(): Promise<string> {
  const nothing = await freshRun('nothing', await ofKind('JPEG.jpg'));
  const rows = [['a process that does nothing', '', nothing.peak.toFixed(0), '']];
  for (const kind of Object.keys(KINDS)) {
    const picture = await ofKind(kind);
    const { peak, cpu } = await freshRun('ours', picture);
    const name = kind.slice(0, kind.lastIndexOf('.'));
    rows.push([name, (statSync(picture).size / 1e6).toFixed(0), peak.toFixed(0), (cpu / 1000).toFixed(1)]);
  }
  return table(['50 megapixels as', 'file, MB', 'peak MB', 'processor, s'], rows);
}
