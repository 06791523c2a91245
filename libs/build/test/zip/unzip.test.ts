import { pack } from '../../src/zip/pack.ts';
import { unpack, unzip } from '../../src/zip/unzip.ts';
import { zip } from '../../src/zip/zip.ts';

/** Of Python's zipfile, writing to what cannot go back: the folder `a/`, and `a/b`, not compressed. */
const streamedByPython =
  'UEsDBBQACAAAAAAAIQAAAAAAAAAAAAAAAAACAAAAYS9QSwcIAAAAAAAAAAAAAAAAUEsDBBQACAAAAAAAIQAAAAAAAAAAAAAAAAADAAAAYS9ic3RvcmVkUEsHCAv5Q1YGAAAABgAAAFBLAQIUAxQACAAAAAAAIQAAAAAAAAAAAAAAAAACAAAAAAAAAAAAAACAAQAAAABhL1BLAQIUAxQACAAAAAAAIQAL+UNWBgAAAAYAAAADAAAAAAAAAAAAAACAATAAAABhL2JQSwUGAAAAAAIAAgBhAAAAZwAAAAAA';

const binary = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));
const entries = [
  { name: 'src/functions/a.cjs', data: Buffer.from('exports.handler = 1;') },
  { name: 'ä/empty', data: Buffer.alloc(0) },
  { name: 'binary', data: binary },
];

describe('an archive', () => {
  it('gives back what went in', () => {
    const files = unzip(zip(entries));
    expect(files.map(({ name, size }) => [name, size])).toEqual(entries.map(({ name, data }) => [name, data.length]));
    for (const [index, file] of files.entries())
      expect(unpack(file).equals(entries[index]?.data ?? Buffer.of(1))).toBe(true);
  });

  it('takes files of another as they are', () => {
    const packed = entries.map((entry) => pack(entry, 9));
    expect(unzip(zip(unzip(zip(packed)))).map(({ body }) => body)).toEqual(packed.map(({ body }) => body));
  });

  it('of an archiver that streams, with sizes after the files and folders, is read by its directory', () => {
    // Prepare
    const streamed = Buffer.from(streamedByPython, 'base64');
    // Act
    const files = unzip(streamed);
    // Assess
    expect(files.map((file) => [file.name, unpack(file).toString()])).toEqual([['a/b', 'stored']]);
  });

  it('is refused when it is none, or when a file in it is damaged', () => {
    expect(() => unzip(Buffer.from('no archive'))).toThrow('no directory of a ZIP archive');
    const [file] = unzip(zip([{ name: 'a', data: Buffer.from('a') }]));
    if (!file) throw new Error('no file');
    expect(() => unpack({ ...file, crc: file.crc ^ 1 })).toThrow('a is damaged');
  });
});
