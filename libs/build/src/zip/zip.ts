import { type Entry, pack, type Packed } from './pack.ts';

/** 1 January 1980, the first date that the format knows: the same content gives the same bytes. */
const date = 0x21;

/**
 * A ZIP archive (PKWARE APPNOTE 6.3): sizes known beforehand, no comments, no 64-bit fields, so below 4 GB and 65,536 files. Every
 * file is one that everybody may read, whatever it is on this machine. What is packed already is taken as it is.
 */
export function zip(entries: readonly (Entry | Packed)[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, method, crc, size, body } = 'body' in entry ? entry : pack(entry);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26); // what the local header and the directory say alike, from the version needed on
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE(date, 8);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(path.length, 22);
    parts.push(u32(0x04034b50), common, path, body);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6); // a file that everybody may read
    rest.writeUInt32LE(offset, 10);
    directory.push(u32(0x02014b50), Buffer.from([20, 3]), common, rest, path); // made on Unix
    offset += 4 + common.length + path.length + body.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listing, u32(0x06054b50), end]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
