import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRunning, writeRunning } from '../../src/running.ts';
import { claim } from '../../src/start/claim.ts';

const endpoint = 'http://127.0.0.1:4566';
const frontDoor = 'http://127.0.0.1:4000';
const mine = { pid: process.pid, endpoint, frontDoor };
/** No process has it: beyond the largest id of Linux (2^22) and macOS (99998). */
const gone = { pid: 2 ** 22 + 1, endpoint, frontDoor };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longhouse-running-'));
  file = join(folder, 'below', 'running.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the file that says where the local cloud runs', () => {
  it('is read while its process lives, and taken away by it', () => {
    const remove = writeRunning(mine, file);
    expect(readRunning(file)).toEqual(mine);
    remove();
    expect(existsSync(file)).toBe(false);
  });

  it('says nothing when there is none, when its process is gone, or when it is something else', () => {
    expect(readRunning(file)).toBeUndefined();
    writeRunning(gone, file);
    expect(readRunning(file)).toBeUndefined();
    writeFileSync(file, '{"pid":1}');
    expect(readRunning(file)).toBeUndefined();
  });

  it("is not taken away when it has become another's", () => {
    const remove = writeRunning(mine, file);
    writeRunning({ ...mine, pid: process.ppid }, file);
    remove();
    expect(readRunning(file)).toMatchObject({ pid: process.ppid });
  });
});

describe('who starts the local cloud', () => {
  it('may not while another does, and may after one that was killed', () => {
    writeRunning({ ...mine, pid: process.ppid }, file);
    expect(() => claim(mine, file)).toThrow(
      `The local cloud is already running: ${frontDoor} (process ${process.ppid}).`,
    );
    writeRunning(gone, file);
    expect(() => claim(mine, file)).not.toThrow();
  });
});
