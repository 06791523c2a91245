import { readFileSync } from 'node:fs';

/** `e_machine` of the ELF header: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
const machines: Record<number, string> = { 62: 'x64', 183: 'arm64' };

/** Which processor a binary is for, in Node's words (`process.arch`); undefined when it is no ELF file, as those of Linux are. */
export function processorOf(file: string): string | undefined {
  const header = readFileSync(file).subarray(0, 20);
  return header.toString('latin1', 0, 4) === '\x7fELF' ? machines[header.readUInt16LE(18)] : undefined;
}
