import { crc32, deflateRawSync } from 'node:zlib';

/** A file that is to be packed. */
export interface Entry {
  name: string;
  data: Uint8Array;
}

/** A file as it is in an archive: what can go from one archive into another as it is. */
export interface Packed {
  name: string;
  /** 0 = stored, 8 = deflated (RFC 1951). */
  method: 0 | 8;
  crc: number;
  /** Bytes before they were packed. */
  size: number;
  body: Buffer;
}

/** @param level of zlib: 1 is the quickest, 9 the smallest */
export function pack({ name, data }: Entry, level = 1): Packed {
  return { name, method: 8, crc: crc32(data), size: data.length, body: deflateRawSync(data, { level }) };
}
