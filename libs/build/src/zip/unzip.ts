import { crc32, inflateRawSync } from 'node:zlib';
import type { Packed } from './pack.ts';

/** An archive or a file in it is not what it should be. */
class BadArchive extends Error {
  override name = 'BadArchive';
}

/**
 * The files of a ZIP archive, by its directory at the end, still packed. Reads what is written without 64-bit fields and encryption, as
 * serverless-esbuild's packages are. Folders are left out.
 * @throws BadArchive
 */
export function unzip(archive: Buffer): Packed[] {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new BadArchive('no directory of a ZIP archive');
  const files: Packed[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const method = archive.readUInt16LE(at + 10);
    const [packed, size] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const [path, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + path);
    if (method !== 0 && method !== 8) throw new BadArchive(`${name} is packed in a way that is not known: ${method}`);
    // The local header repeats the name, and has an extra field of its own length.
    const local = archive.readUInt32LE(at + 42);
    const body = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    if (!name.endsWith('/')) {
      files.push({
        name,
        method,
        crc: archive.readUInt32LE(at + 16),
        size,
        body: archive.subarray(body, body + packed),
      });
    }
    at += 46 + path + extra + comment;
  }
  return files;
}

/**
 * What a file held before it was packed.
 * @throws BadArchive when its checksum is another
 */
export function unpack({ name, method, crc, body }: Packed): Buffer {
  const data = method === 8 ? inflateRawSync(body) : body;
  if (crc32(data) !== crc) throw new BadArchive(`${name} is damaged`);
  return data;
}
