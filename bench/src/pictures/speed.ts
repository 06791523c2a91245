import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { freshRun } from './fresh-run.ts';
import { twelve } from './inputs.ts';
import { likeness, referenceOf } from './likeness.ts';
import { table } from '../table.ts';
import type { Cost } from './way.ts';

const WAYS = {
  ours: 'ours, WebP and JPEG',
  naive: 'sharp, one decode a rendition and format, our settings',
  'naive-defaults': "the same, sharp's own settings",
  jimp: 'jimp, WebP (WebAssembly) and JPEG',
  'ours-jpeg': 'our steps, JPEG alone',
  'jimp-jpeg': 'jimp, JPEG alone',
} as const;
type WayName = keyof typeof WAYS;

/** What else the machine does only ever adds. */
const least = (costs: readonly Cost[] | undefined, of: keyof Cost) =>
  Math.min(...(costs ?? []).map((cost) => cost[of]));

/** Every way on one core, a fresh process each time, in turns; then how good its files are. */
export async function speed(rounds: number): Promise<string> {
  const picture = await twelve();
  const folder = mkdtempSync(join(tmpdir(), 'longhouse-pictures-'));
  try {
    const costs = new Map<WayName, Cost[]>();
    for (let round = 0; round < rounds; round++) {
      for (const way of Object.keys(WAYS) as WayName[]) {
        costs.set(way, [...(costs.get(way) ?? []), await freshRun(way, picture, { folder })]);
      }
    }
    const cpu = (way: WayName) => least(costs.get(way), 'cpu');
    const rows = (Object.keys(WAYS) as WayName[]).map((way) => {
      const base = way.endsWith('jpeg') ? 'ours-jpeg' : 'ours';
      return [
        WAYS[way],
        cpu(way).toFixed(0),
        least(costs.get(way), 'wall').toFixed(0),
        (cpu(way) / cpu(base)).toFixed(2),
        least(costs.get(way), 'peak').toFixed(0),
      ];
    });
    const two: Cost[] = [];
    for (let round = 0; round < rounds; round++) two.push(await freshRun('ours', picture, { cores: 2 }));
    rows.push([
      'ours on two cores',
      least(two, 'cpu').toFixed(0),
      least(two, 'wall').toFixed(0),
      '',
      least(two, 'peak').toFixed(0),
    ]);
    const columns = ['way', 'processor, ms', 'clock, ms', 'times ours', 'peak MB'];
    return `${table(columns, rows)}\n\n${await qualities(picture, folder)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Not of the thumbs: each way cuts another part of the picture. */
async function qualities(picture: string, folder: string): Promise<string> {
  const rows: string[][] = [];
  for (const name of ['large', 'medium', 'small'] as const) {
    const { width, height } = await sharp(join(folder, `ours-${name}.jpeg`)).metadata();
    const reference = await referenceOf(picture, width, height);
    for (const format of ['webp', 'jpeg'] as const) {
      for (const way of ['ours', 'naive', 'naive-defaults', 'jimp'] as const) {
        const file = join(folder, `${way}-${name}.${format}`);
        const { psnr, ssim } = await likeness(file, reference);
        rows.push([
          `${name}.${format}`,
          way,
          (statSync(file).size / 1000).toFixed(0),
          psnr.toFixed(1),
          ssim.toFixed(4),
        ]);
      }
    }
  }
  return table(['file', 'way', 'KB', 'PSNR, dB', 'SSIM'], rows);
}
