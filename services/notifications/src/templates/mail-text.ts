import { FOOTERS } from './footer.ts';
import type { Letter } from './letter.ts';
import { type Phrase, plain } from './phrase.ts';
import type { Block } from './template.ts';

/** A letter as plain text that stands alone. Addresses have lines of their own, where no mark gets into them. */
export function textOf({ locale, direction, words, links }: Letter): string {
  const line = (phrase: Phrase) => plain(phrase, direction);
  const footer = FOOTERS[locale];
  const parts = [
    line(words.heading),
    ...words.blocks.map((block) => blockText(block, line)),
    `${words.action}:\n${links.action}`,
    // The mark before a signature (RFC 3676, section 4.3): clients fold what follows.
    '-- ',
    `Longhouse\n${footer.motto}`,
    line(words.reason),
    `${footer.preferences}:\n${links.preferences}`,
    links.unsubscribe === undefined ? '' : `${footer.unsubscribe}:\n${links.unsubscribe}`,
  ];
  return `${parts
    .filter((part) => part !== '')
    .join('\n\n')
    .replace('\n\n-- \n\n', '\n\n-- \n')}\n`;
}

function blockText(block: Block, line: (phrase: Phrase) => string): string {
  if (block.type === 'paragraph') return line(block.phrase);
  if (block.type === 'quote') return block.lines.map((text) => `> ${text}`).join('\n');
  if (block.type === 'fact') return `${block.label}: ${line(block.phrase)}`;
  return block.items.map(({ title, note }) => `* ${line(title)}\n  ${line(note)}`).join('\n');
}
