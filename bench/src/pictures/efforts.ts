import sharp, { type Sharp } from 'sharp';
import { lossless } from './inputs.ts';
import { table } from '../table.ts';

const JPEGS = {
  'JPEG 80': { quality: 80 },
  'JPEG 80, table 3': { quality: 80, quantisationTable: 3 },
  'JPEG 80, table 3, progressive': { quality: 80, quantisationTable: 3, progressive: true },
  'JPEG 80, mozjpeg': { quality: 80, mozjpeg: true },
} as const;
const WEBP_EFFORTS = [0, 1, 2, 3, 4, 6];
const AVIF_EFFORTS = [0, 1, 2, 4];

/** `large` in every setting that was to choose from, encoded from its pixels on one core. */
export async function efforts(rounds: number): Promise<string> {
  sharp.concurrency(1);
  const { data, info } = await (await lossless())
    .resize(2048)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const encoders: [name: string, encode: (pixels: Sharp) => Sharp][] = [
    ...Object.entries(JPEGS).map(([name, options]): [string, (pixels: Sharp) => Sharp] => [
      name,
      (p) => p.jpeg(options),
    ]),
    ...WEBP_EFFORTS.map((effort): [string, (pixels: Sharp) => Sharp] => [
      `WebP 80, effort ${effort}`,
      (p) => p.webp({ quality: 80, effort }),
    ]),
    ...AVIF_EFFORTS.map((effort): [string, (pixels: Sharp) => Sharp] => [
      `AVIF 60, effort ${effort}`,
      (p) => p.avif({ quality: 60, effort, chromaSubsampling: '4:2:0' }),
    ]),
  ];
  const rows: string[][] = [];
  for (const [name, encode] of encoders) {
    let least = Number.POSITIVE_INFINITY;
    let file = Buffer.alloc(0);
    for (let round = 0; round < rounds; round++) {
      const before = process.cpuUsage();
      file = await encode(sharp(data, { raw: info })).toBuffer();
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, (user + system) / 1000);
    }
    rows.push([
      name,
      least.toFixed(0),
      (file.length / 1000).toFixed(0),
      psnr(data, await sharp(file).raw().toBuffer()),
    ]);
  }
  return table(['large as', 'processor, ms', 'KB', 'PSNR, dB'], rows);
}

function psnr(one: Buffer, other: Buffer): string {
  let squares = 0;
  for (let at = 0; at < one.length; at++) squares += ((one[at] ?? 0) - (other[at] ?? 0)) ** 2;
  return (10 * Math.log10(255 ** 2 / (squares / one.length))).toFixed(1);
}
