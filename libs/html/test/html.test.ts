import { html, raw } from '@libs/html';
import { assert, property, string } from 'fast-check';

describe('html', () => {
  it('escapes what is put into text and into attributes', () => {
    const evil = `"><script>alert('x')</script>&`;
    const { text } = html`<a title="${evil}">${evil}</a>`;
    expect(text).not.toContain('<script');
    expect(text.match(/["']/g)).toHaveLength(2);
    expect(text).toContain('&#38;');
  });

  it('gives back any text to a reader of HTML, and lets nothing of it out of its place', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 40 }), (value) => {
        const { text } = html`<p title="${value}">${value}</p>`;
        const [, attribute = '', content = ''] = /^<p title="([^"<>']*)">([^"<>']*)<\/p>$/s.exec(text) ?? [];
        expect(unescape(attribute)).toBe(value);
        expect(unescape(content)).toBe(value);
      }),
    );
  });

  it('nests: what is HTML already is not escaped again', () => {
    expect(html`<p>${html`<b>${'<'}</b>`}</p>`.text).toBe('<p><b>&#60;</b></p>');
  });

  it('takes lists, numbers and nothing', () => {
    expect(html`${[1, 2].map((n) => html`<i>${n}</i>`)}${undefined}${false}${''}${0}`.text).toBe('<i>1</i><i>2</i>0');
  });

  it('escapes text in lists, however deep', () => {
    expect(html`${['<', ['<', html`<br>`]]}`.text).toBe('&#60;&#60;<br>');
  });

  it('does not escape a dollar before a value, and does not read one', () => {
    expect(html`$${'<'} ${"$& $1 $' ${x}"}`.text).toBe('$&#60; $&#38; $1 $&#39; ${x}');
  });

  it('leaves no way for an object that merely looks like HTML', () => {
    const forged = JSON.parse('{"text":"<script>"}') as never;
    expect(() => html`${forged}`.text).toThrow(TypeError);
  });

  it('leaves raw text as it is', () => {
    expect(html`<style>${raw('a > b { content: "&" }')}</style>`.text).toBe('<style>a > b { content: "&" }</style>');
  });
});

const unescape = (text: string) => text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
