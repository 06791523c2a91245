import { linesOf, type Phrase } from './phrase.ts';
import { paragraph, type Words } from './template.ts';

/** The parts of a message whose text is somebody's own: `lead` stands before it in the mail, and in its place where there is none. */
export function quoted(text: string, lead: Phrase): Pick<Words, 'body' | 'blocks'> {
  const lines = linesOf(text);
  if (lines.length === 0) return { body: [lead], blocks: [paragraph(lead)] };
  return {
    body: lines.map((line) => [{ text: line, strong: false }]),
    blocks: [paragraph(lead), { type: 'quote', lines }],
  };
}
