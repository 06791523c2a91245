import { crc32 } from 'node:zlib';

/** A zip of one file, not compressed: what CreateFunction takes. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function zipOf(name: string, text: string): Buffer {
  const [path, data] = [Buffer.from(name), Buffer.from(text)];
  const about = Buffer.alloc(26); // from "version needed" to "extra field length", the same in both headers
  about.writeUInt16LE(20, 0);
  about.writeUInt32LE(crc32(data), 10);
  about.writeUInt32LE(data.length, 14);
  about.writeUInt32LE(data.length, 18);
  about.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, path, data]);
  const readable = Buffer.alloc(14);
  readable.writeUInt32LE(0o100644 * 0x10000, 6); // a plain file that all may read
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), about, readable, path]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}
