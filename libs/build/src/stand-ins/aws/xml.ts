/** An element of XML; attributes and comments are left out. */
export interface XmlElement {
  readonly name: string;
  /** Its text without entities; empty when it has children. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Open {
  readonly name: string;
  text: string;
  readonly children: Open[];
}

/** Answers of AWS are some kilobytes, and five deep. */
const MOST_CHARACTERS = 1_000_000;
const DEEPEST = 32;

/** A comment or instruction, CDATA, a tag, or text. */
const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[(?<verbatim>[^]*?)\]\]>|<(?<closing>\/?)(?<name>[\w:][\w:.-]*)(?:\s(?:"[^"]*"|'[^']*'|[^"'<>/])*)?(?<empty>\/?)>|(?<text>[^<]+)/gy;
const ENTITY = /&(?:#x(?<hex>[0-9a-fA-F]{1,6})|#(?<decimal>\d{1,7})|(?<name>amp|lt|gt|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The root of a document as AWS's services write them: no DTD, and so no entities but XML's own five and characters by number.
 * https://www.w3.org/TR/xml/
 * @throws SyntaxError for what is not well-formed, longer than a million characters, or deeper than 32 elements
 */
export function parseXml(source: string): XmlElement {
  if (source.length > MOST_CHARACTERS) throw new SyntaxError(`XML of ${source.length} characters`);
  const document: Open = { name: '', text: '', children: [] };
  const open = [document];
  const xml = source.replace(/\r\n?/g, '\n');
  let end = 0;
  for (const { 0: token, index, groups = {} } of xml.matchAll(TOKEN)) {
    end = index + token.length;
    const { verbatim, text, name, closing, empty } = groups;
    const inner = open.at(-1) ?? document;
    if (name === undefined) inner.text += verbatim ?? decoded(text ?? '');
    else if (closing) {
      if (inner.name !== name) throw new SyntaxError(`</${name}> in <${inner.name}> of XML`);
      open.pop();
      // Line breaks between tags are not text.
      if (inner.children.length > 0 || (inner.text.includes('\n') && inner.text.trim() === '')) inner.text = '';
    } else {
      const element: Open = { name, text: '', children: [] };
      inner.children.push(element);
      if (!empty) open.push(element);
      if (open.length > DEEPEST) throw new SyntaxError(`XML with more than ${DEEPEST} elements in each other`);
    }
  }
  const [root, ...others] = document.children;
  if (end < xml.length || open.length > 1 || !root || others.length > 0 || document.text.trim() !== '')
    throw new SyntaxError(`not XML: ${xml.slice(0, 80)}`);
  return root;
}

function decoded(text: string): string {
  return text.replace(ENTITY, (_, hex?: string, decimal?: string, name = '') => {
    if (hex === undefined && decimal === undefined) return NAMED[name as string] ?? '';
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0x10_ff_ff ? '\uFFFD' : String.fromCodePoint(code);
  });
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The texts of children by their names, as far as they are there. */
export function textsOf(element: XmlElement | undefined, ...names: string[]): Record<string, string> {
  const found = names.flatMap((name) => {
    const child = childOf(element, name);
    return child ? [[name, child.text] as const] : [];
  });
  return Object.fromEntries(found);
}
