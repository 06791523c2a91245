import type { Header } from './message.ts';

/** The header fields of a message as RFC 5322 has it, unfolded. What is no field is left out. */
export function headersOf(source: string): Header[] {
  const [head = ''] = source.split(/\r?\n\r?\n/, 1);
  const lines = head.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/);
  return lines.flatMap((line) => {
    const [, name, value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: value.trimEnd() }];
  });
}
