import { childOf, parseXml, textsOf } from '../../src/stand-ins/aws/xml.ts';

const textOf = (xml: string) => parseXml(xml).text;

describe('XML', () => {
  it('is read as its root with its children, whatever is around it', () => {
    // Prepare
    const xml = `<?xml version="1.0"?>\r\n<!-- <x> -->\n<a xmlns="http://x/" b='>'>\n  <b>1</b><c/><d e="/>" />\n  <b>2</b>\n</a>\n`;
    // Act
    const root = parseXml(xml);
    // Assess
    expect(root).toMatchObject({ name: 'a', text: '' });
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ['b', '1'],
      ['c', ''],
      ['d', ''],
      ['b', '2'],
    ]);
    expect(childOf(root, 'b')?.text).toBe('1');
    expect(textsOf(root, 'c', 'b', 'z')).toEqual({ c: '', b: '1' });
  });

  it.each([
    ['&lt;a&gt; &amp;amp; &quot;&apos;', `<a> &amp; "'`],
    ['&#228;&#xE4;&#x1F469;&#128104;', 'ää👩👨'],
    ['&#x110000;', '\uFFFD'],
    ['&copy; & &;', '&copy; & &;'],
    [' a ', ' a '],
    ['   ', '   '],
    ['\n   ', ''],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['x<![CDATA[<&amp;>]]>y<!-- no -->z', 'x<&amp;>yz'],
    ['größer 👩‍🚀', 'größer 👩‍🚀'],
  ])('has the text %j as %j', (xml, text) => {
    expect(textOf(`<a>${xml}</a>`)).toBe(text);
  });

  it('may name its elements as members of objects are named', () => {
    const root = parseXml('<a><__proto__>1</__proto__><constructor>2</constructor></a>');
    expect(Object.entries(textsOf(root, '__proto__', 'constructor', 'toString'))).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(Object.getPrototypeOf(textsOf(root, '__proto__'))).toBe(Object.prototype);
  });

  it.each([
    ['nothing', ''],
    ['JSON', '{"message":"<a></a>"}'],
    ['an end that is missing', '<a><b></b>'],
    ['an end of another element', '<a><b></a></b>'],
    ['an end without a beginning', '</a>'],
    ['two roots', '<a/><b/>'],
    ['a tag that does not end', '<a b="c'],
    ['a document type, which may define entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['more than 32 elements in each other', `${'<a>'.repeat(33)}${'</a>'.repeat(33)}`],
    ['more than a million characters', `<a>${'b'.repeat(1_000_000)}</a>`],
  ])('is refused when it is %s', (_, xml) => {
    expect(() => parseXml(xml)).toThrow(SyntaxError);
  });

  it.each([
    ['comments that do not end', '<!--'],
    ['tags that do not end', '<a '],
    ['attributes that do not end', '<a b="'],
    ['line breaks', '\n'],
  ])('of many %s is refused in less than a second', (_, part) => {
    const start = performance.now();
    expect(() => parseXml(part.repeat(Math.floor(1_000_000 / part.length)))).toThrow(SyntaxError);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
